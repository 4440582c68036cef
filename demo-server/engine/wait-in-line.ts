import type { EngineEvent } from './engine.ts';
import type { Ticket } from './slot-pool.ts';

/** Waits until a ticket has its slot or `isAborted` says so, and tells each change of its place. Ring its bell to end the wait. */
export async function* waitInLine(
  ticket: Ticket<unknown>,
  isAborted: () => boolean,
): AsyncGenerator<EngineEvent, void, undefined> {
  while (ticket.slot === undefined && !isAborted()) {
    const { position, length } = ticket;
    yield { type: 'queue', position, length };
    // The place may have changed while the event was on its way; then the ring is already over.
    const isCurrent = ticket.position === position && ticket.length === length;
    if (isCurrent && !isAborted()) await ticket.bell.wait();
  }
}
