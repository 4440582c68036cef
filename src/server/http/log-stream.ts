import type { ChatEvent } from '../../protocol/chat-event.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { RunEvents } from '../runs/run-log.ts';
import type { EventStreamOptions } from './event-stream.ts';

/** A log that is read by its readers' own cursors: a run's, or a live stream's. */
export interface EventLog {
  /** Whether nothing follows. */
  readonly isEnded: boolean;
  /** Says whether the events after `seq` are no longer all kept. */
  isEvicted(after: number): boolean;
  /** The events after `seq`, `maxCharacters` of them or one; undefined when there are none yet. */
  events(after: number, maxCharacters: number): RunEvents | undefined;
  /** Resolves true when something was appended, false after `timeoutMs`. */
  changed(timeoutMs?: number): Promise<boolean>;
  /** Wakes the readers, for those that want to leave. */
  wake(): void;
}

/** How the events of a log become bytes. */
export interface LogFraming {
  /** The media type. */
  readonly contentType: string;
  /** What goes out at once, by itself. @default nothing */
  readonly opening?: Uint8Array | undefined;
  /** Writes one event. */
  encode(event: ChatEvent, seq: number): Uint8Array;
  /** What says to a client that waits that the stream lives. @default nothing may */
  readonly heartbeat?: Uint8Array | undefined;
  /** What follows the last event. @default nothing */
  readonly ending?: Uint8Array | undefined;
}

/** How a log is streamed. */
export interface LogStreamOptions extends EventStreamOptions {
  /** The `seq` of the last event that the client has. @default -1 */
  readonly after?: number | undefined;
  /** Says what a reader is told that fell behind what is kept, and where it goes on; undefined ends its stream. @default it ends */
  readonly behind?: ((after: number) => BehindTelling | undefined) | undefined;
  /** Called once, when the reader leaves. @default nobody is told */
  readonly onLeave?: (() => void) | undefined;
}

/** What a reader is told that fell behind. */
export interface BehindTelling {
  /** Stands in for all that it has missed. */
  readonly event: ChatEvent;
  /** Where it goes on. */
  readonly seq: number;
}

const batchCharacters = 16 * 1024;

/** Streams a log in a framing. It pulls only when the connection takes more: a slow client costs one batch and no more. */
export function logStream(
  log: EventLog,
  framing: LogFraming,
  { after = -1, behind, onLeave, cut, shutdown, ...times }: LogStreamOptions = {},
): ReadableStream<Uint8Array> {
  const { heartbeatMs = 15_000, stallMs = 60_000 } = times;
  const state = { seq: after, isOpen: true, isSentAway: false, isEnding: false };
  let ahead = framing.opening;
  let stall: ReturnType<typeof setTimeout> | undefined;
  const noShutdown = shutdown?.listen(() => {
    state.isSentAway = true;
    log.wake();
  });

  function leave(): void {
    if (!state.isOpen) return;
    state.isOpen = false;
    clearTimeout(stall);
    noShutdown?.();
    onLeave?.();
  }

  /** Waits for the next bytes; undefined at the end. */
  async function next(): Promise<Uint8Array | undefined> {
    while (state.isOpen && !state.isSentAway && !state.isEnding) {
      if (log.isEvicted(state.seq)) {
        const told = behind?.(state.seq);
        if (!told) return undefined;
        state.seq = told.seq;
        return framing.encode(told.event, told.seq);
      }
      const batch = log.events(state.seq, batchCharacters);
      if (batch) {
        const first = batch.seq - batch.events.length + 1;
        state.seq = batch.seq;
        const frames = batch.events.map((event, index) => framing.encode(event, first + index));
        const bytes = joined(frames);
        if (bytes.length > 0) return bytes;
      } else if (log.isEnded) {
        state.isEnding = true;
        return framing.ending;
      } else if (!(await log.changed(heartbeatMs)) && framing.heartbeat) return framing.heartbeat;
    }
    return undefined;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stall);
        const bytes = ahead ?? (await next());
        ahead = undefined;
        if (!state.isOpen) return;
        if (bytes) {
          controller.enqueue(bytes);
          stall = restUnnoticed(setTimeout(() => cut?.(), stallMs));
        } else {
          leave();
          controller.close();
        }
      },
      cancel() {
        leave();
        log.wake();
      },
    },
    { highWaterMark: 0 },
  );
}

function joined(frames: readonly Uint8Array[]): Uint8Array {
  const [only] = frames;
  if (only && frames.length === 1) return only;
  const bytes = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}
