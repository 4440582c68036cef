import type { ChatEvent } from '../protocol/chat-event.ts';

/** A foreign wire format as a machine of a server: events in, the data of its frames out. */
export interface EventEncoder {
  /** Takes the next event; gives none, one or several frames. The same events always give the same frames. */
  push(event: ChatEvent): string[];
}
