import type { TransportEvent } from '../../protocol/chat-transport.ts';

/** An event as it was received: `receivedAt` in milliseconds of the chat's clock. */
export type ReceivedEvent = Extract<TransportEvent, { type: 'event' }>;

/** Decides for one answer how much of what was received a frame shows. Makes no event of its own, and changes no order. */
export interface Pacer {
  /** Splits what waits into what is due at `now` (milliseconds, the chat's clock; at `Infinity` all is) and what goes on waiting. */
  readonly take: (
    waiting: readonly ReceivedEvent[],
    now: number,
  ) => { readonly due: readonly ReceivedEvent[]; readonly rest: ReceivedEvent[] };
}

/** Makes a pacer for each answer: `smoothPacing()`. */
export type Pacing = () => Pacer;
