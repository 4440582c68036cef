import { ChatError } from '../protocol/chat-error.ts';
import type { ChatTransport, TransportEvent } from '../protocol/chat-transport.ts';
import { systemClock } from '../transports/clock.ts';
import type { Clock } from '../transports/clock.ts';

/** What goes wrong between a transport and its chat. Counts are of chat events. */
export interface TransportFaults {
  /** Ends the stream as `truncated` after so many events. */
  readonly cutAfter?: number;
  /** Throws after so many events, which a transport never may. */
  readonly throwAfter?: number;
  /** Ends the stream without an `end` after so many events, which a transport never may. */
  readonly stopAfter?: number;
  /** Says nothing more after so many events, until the request is aborted. */
  readonly stallAfter?: number;
  /** Leaves out every so many-th event, which a transport never may. */
  readonly dropEvery?: number;
  /** Tells every event twice, which a transport never may. */
  readonly duplicate?: boolean;
  /** Milliseconds before every event. */
  readonly delay?: number;
  /** Time; a test passes its own. @default the page's own time */
  readonly clock?: Clock;
}

/** Wraps a transport so that its streams, sent or resumed, have the given faults; `cancel` passes through. */
export function faultyTransport(transport: ChatTransport, faults: TransportFaults): ChatTransport {
  return {
    send: (request) => faultyEvents(transport.send(request), faults, request.signal),
    resume: (request) => faultyEvents(transport.resume(request), faults, request.signal),
    cancel: (runId, reason) => transport.cancel(runId, reason),
  };
}

async function* faultyEvents(
  events: AsyncIterable<TransportEvent>,
  faults: TransportFaults,
  signal: AbortSignal,
): AsyncGenerator<TransportEvent> {
  const { cutAfter, throwAfter, stopAfter, stallAfter } = faults;
  const { dropEvery = Infinity, delay = 0, clock = systemClock } = faults;
  let count = 0;
  for await (const item of events) {
    if (item.type === 'event') {
      if (count === throwAfter) throw new Error('The transport broke its promise not to throw.');
      if (count === stopAfter) return;
      if (count === stallAfter) {
        await aborted(signal);
        yield { type: 'end', end: 'aborted' };
        return;
      }
      if (count === cutAfter) {
        yield { type: 'end', end: 'truncated', error: cutError() };
        return;
      }
      count += 1;
      if (count % dropEvery === 0) continue;
      if (delay > 0) await new Promise<void>((resolve) => void clock.setTimeout(resolve, delay));
      if (faults.duplicate) yield item;
    }
    yield item;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function cutError(): ChatError {
  return new ChatError('truncated', 'The stream was cut before its end.');
}
