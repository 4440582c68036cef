import { encodeSse, formatCursor } from 'rivulet/protocol';
import type { Run } from '../runs/run.ts';

/** How a stream behaves towards its connection. */
export interface EventStreamOptions {
  /** How often a silent stream sends a comment, in milliseconds. @default 15 seconds */
  readonly heartbeatMs?: number | undefined;
  /** How long a client may leave its connection full before it is cut, in milliseconds. @default 60 seconds */
  readonly stallMs?: number | undefined;
  /** Cuts the connection of a client that does not read. */
  readonly cut?: (() => void) | undefined;
}

/** What a client waits before its first reconnect, in milliseconds. */
const retryMs = 1000;
const heartbeat = encodeSse({ comment: 'keep-alive' });
const endMarker = encodeSse({ data: '[DONE]' });

/**
 * Streams a run after a cursor as server-sent events. It pulls from the log only when the connection takes more, so
 * nothing is queued for a slow client; one that stops reading is cut and may resume. Closing it does not stop the run.
 */
export function eventStream(
  run: Run,
  after: number,
  options: EventStreamOptions = {},
): ReadableStream<Uint8Array> {
  const { heartbeatMs = 15_000, stallMs = 60_000, cut } = options;
  const encoder = new TextEncoder();
  const detach = run.attach();
  let text = encodeSse({ id: formatCursor(run.id, after), retry: retryMs });
  const state = { isOpen: true, cursor: after };
  let stallTimer: NodeJS.Timeout | undefined;

  const close = () => {
    state.isOpen = false;
    clearTimeout(stallTimer);
    detach();
  };

  /** Waits for the next bytes; undefined at the end. */
  const next = async (): Promise<string | undefined> => {
    while (state.isOpen) {
      // A reader that fell behind the log's caps resumes, and is told so there.
      if (run.log.isEvicted(state.cursor)) return undefined;
      const batch = run.log.read(state.cursor);
      if (batch) {
        state.cursor = batch.seq;
        const isLast = run.log.isEnded && batch.seq === run.log.lastSeq;
        return isLast ? batch.frames + endMarker : batch.frames;
      }
      if (run.log.isEnded) return undefined;
      if (!(await run.log.changed(heartbeatMs))) return heartbeat;
    }
    return undefined;
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stallTimer);
        // The opening lines go out by themselves, at once: they tell the client that the server accepted.
        const bytes = text === '' ? await next() : text;
        text = '';
        if (!state.isOpen) return;
        if (bytes === undefined) {
          close();
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(bytes));
        stallTimer = setTimeout(() => cut?.(), stallMs);
        stallTimer.unref();
      },
      cancel() {
        close();
        run.log.wake();
      },
    },
    { highWaterMark: 0 },
  );
}
