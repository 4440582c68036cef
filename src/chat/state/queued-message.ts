import type { MessageInput } from '../../protocol/chat-message.ts';
import type { SendOptions } from '../options/request-options.ts';

/** A message that waits for the present answer to end. */
export interface QueuedMessage {
  /** The id that the message will have; `unqueue` takes it. */
  readonly id: string;

  /** What was passed to `send`. */
  readonly input: string | MessageInput;
  /** What it was sent with. */
  readonly options?: SendOptions | undefined;
}
