import type { MessageInput } from '../../protocol/chat-message.ts';
import type { SendOptions } from '../options/request-options.ts';

/** A message that waits for the present answer to end. */
export interface QueuedMessage {
  readonly id: string;
  readonly input: string | MessageInput;
  /** What it was sent with. */
  readonly options?: SendOptions | undefined;
}
