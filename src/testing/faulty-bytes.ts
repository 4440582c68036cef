import { ChatError } from '../protocol/chat-error.ts';
import { systemClock } from '../transports/clock.ts';
import type { Clock } from '../transports/clock.ts';

/** What goes wrong on the way of some bytes. Offsets count bytes from the beginning. */
export interface ByteFaults {
  /** Ends cleanly after so many bytes, as a proxy does that closes. */
  readonly cutAt?: number;
  /** Breaks with an error after so many bytes, as a reset connection does. */
  readonly failAt?: number;
  /** Cuts what comes into chunks of so many bytes. */
  readonly slice?: number;
  /** Sends every chunk twice. */
  readonly duplicate?: boolean;
  /** Milliseconds before every chunk. */
  readonly delay?: number;
  /** Says nothing for `ms` milliseconds before the chunk in which byte `at` is. */
  readonly stall?: {
    /** The byte before which it stalls. */
    readonly at: number;
    /** For how many milliseconds. */
    readonly ms: number;
  };
  /** Time; a test passes its own. @default the page's own time */
  readonly clock?: Clock;
}

/** Passes bytes on with the given faults; throws a `ChatError` of code `network` at `failAt`. */
export async function* faultyBytes(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  faults: ByteFaults,
): AsyncGenerator<Uint8Array> {
  const { cutAt = Infinity, failAt = Infinity, delay = 0, stall, clock = systemClock } = faults;
  const last = Math.min(cutAt, failAt);
  let sent = 0;
  let told = 0;
  for await (const chunk of source) {
    for (const piece of slices(chunk.subarray(0, last - sent), faults.slice)) {
      const isNext = stall && told <= stall.at && told + piece.length > stall.at;
      const ms = delay + (isNext ? stall.ms : 0);
      if (ms > 0) await new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));
      told += piece.length;
      yield piece;
      if (faults.duplicate) yield piece;
    }
    sent += chunk.length;
    if (sent >= last) break;
  }
  if (sent >= failAt && failAt <= cutAt) throw new ChatError('network', 'The connection broke.');
}

/** Cuts bytes, or a text's UTF-8, into chunks of `size` bytes. */
export function* cutBytes(bytes: Uint8Array | string, size: number): Generator<Uint8Array> {
  yield* slices(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, size);
}

function* slices(chunk: Uint8Array, size = chunk.length): Generator<Uint8Array> {
  for (let offset = 0; offset < chunk.length; offset += size) {
    yield chunk.subarray(offset, offset + size);
  }
}
