import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { encodeSse, type ChatEvent } from 'rivulet/protocol';
import type { EventStreamOptions, Run } from 'rivulet/server';
import { ownerOf } from '../owner.ts';

/** A run as it is told in a foreign format. */
export interface ForeignTelling {
  readonly run: Run;
  /** Writes the frames of the next event of the run, the first one first; empty for none. */
  readonly encode: (event: ChatEvent) => string;
  /** What stands between the frames. @default that of server-sent events */
  readonly framing?: Framing | undefined;
  /** Lines of the answer's head beside those of every stream. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The `seq` of the last event that the client has. @default -1 */
  readonly after?: number | undefined;
  /** Is called when the client leaves before the end. */
  readonly onLeave?: (() => void) | undefined;
}

/** What a stream is made of beside its frames. */
export interface Framing {
  readonly contentType: string;
  /** What goes out at once, by itself; undefined for nothing. */
  readonly opening: string | undefined;
  /** What says to a client that waits that the stream lives; empty where nothing may. */
  readonly heartbeat: string;
}

const batchCharacters = 64 * 1024;
const serverSentEvents: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: encodeSse({ comment: 'stream-open' }),
  heartbeat: encodeSse({ comment: 'keep-alive' }),
};
const fellBehind: ChatEvent = {
  type: 'error',
  errorText: 'The reader fell so far behind that the answer is no longer kept. Ask again.',
};

/** Answers with a run as server-sent events of a foreign format. Throws when its reader has no place left. */
export function foreignAnswer(
  context: Context,
  telling: ForeignTelling,
  options: EventStreamOptions,
): Response {
  const bindings: Partial<HttpBindings> | undefined = context.env;
  const cut = () => bindings?.outgoing?.destroy();
  const headers = {
    'content-type': (telling.framing ?? serverSentEvents).contentType,
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    ...telling.headers,
  };
  // Whoever asks for the headers alone reads nothing, and must not be counted as a reader.
  if (context.req.method === 'HEAD') return new Response(null, { headers });
  const leave = options.places?.take(ownerOf(context.req.header()));
  return new Response(foreignStream(telling, { ...options, cut }, leave), { headers });
}

/**
 * Streams a whole run through an encoder. It pulls from the log only when the connection takes more, so nothing is
 * queued for a slow client; one that stops reading is cut.
 */
function foreignStream(
  { run, encode, onLeave, framing = serverSentEvents, after = -1 }: ForeignTelling,
  { heartbeatMs = 15_000, stallMs = 60_000, cut }: EventStreamOptions,
  leave: (() => void) | undefined,
): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  const detach = run.attach();
  const state = { isOpen: true, isOver: false, seq: after };
  let ahead = framing.opening;
  let stallTimer: NodeJS.Timeout | undefined;

  function close(): void {
    state.isOpen = false;
    clearTimeout(stallTimer);
    detach();
    leave?.();
  }

  /** A format that has no word for a failure breaks off. */
  function broken(error: unknown): never {
    close();
    throw error;
  }

  /** Waits for the next frames; undefined at the end. */
  async function next(): Promise<string | undefined> {
    while (state.isOpen && !state.isOver) {
      state.isOver = run.log.isEvicted(state.seq);
      if (state.isOver) return encode(fellBehind);
      const batch = run.log.events(state.seq, batchCharacters);
      if (batch) {
        state.seq = batch.seq;
        const frames = batch.events.map(encode).join('');
        if (frames !== '') return frames;
      } else if (run.log.isEnded) return undefined;
      else if (!(await run.log.changed(heartbeatMs)) && framing.heartbeat !== '') {
        return framing.heartbeat;
      }
    }
    return undefined;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stallTimer);
        // The opening line goes out by itself, at once: it tells the client that the server accepted.
        const frames = ahead ?? (await next().catch(broken));
        ahead = undefined;
        if (!state.isOpen) return;
        if (frames === undefined) {
          close();
          controller.close();
          return;
        }
        controller.enqueue(bytes.encode(frames));
        stallTimer = setTimeout(() => cut?.(), stallMs);
        stallTimer.unref();
      },
      cancel() {
        close();
        run.log.wake();
        onLeave?.();
      },
    },
    { highWaterMark: 0 },
  );
}
