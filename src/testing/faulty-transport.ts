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
  /** Tells every event twice, which a transport never may. */
  readonly duplicate?: boolean;
  /** Milliseconds before every event. */
  readonly delay?: number;
  /** @default the page's own time */
  readonly clock?: Clock;
}

/** Wraps a transport so that its streams, sent or resumed, have the given faults; `cancel` passes through. */
export function faultyTransport(transport: ChatTransport, faults: TransportFaults): ChatTransport {
  return {
    send: (request) => faultyEvents(transport.send(request), faults),
    resume: (request) => faultyEvents(transport.resume(request), faults),
    cancel: (runId, reason) => transport.cancel(runId, reason),
  };
}

async function* faultyEvents(
  events: AsyncIterable<TransportEvent>,
  faults: TransportFaults,
): AsyncGenerator<TransportEvent> {
  const { cutAfter, throwAfter, stopAfter, delay = 0, clock = systemClock } = faults;
  let count = 0;
  for await (const item of events) {
    if (item.type === 'event') {
      if (count === throwAfter) throw new Error('The transport broke its promise not to throw.');
      if (count === stopAfter) return;
      if (count === cutAfter) {
        yield { type: 'end', end: 'truncated', error: cutError() };
        return;
      }
      count += 1;
      if (delay > 0) await new Promise<void>((resolve) => void clock.setTimeout(resolve, delay));
      if (faults.duplicate) yield item;
    }
    yield item;
  }
}

function cutError(): ChatError {
  return new ChatError('truncated', 'The stream was cut before its end.');
}
