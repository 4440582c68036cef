import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { ClientTools } from './client-tool.ts';

/** What a chat calls of its owner's. What a callback throws is reported and changes nothing. */
export interface ChatCallbacks<Types extends ChatTypes = ChatTypes> {
  /** Is told of every event as it is received, before it is on the screen. */
  readonly onEvent?: ((event: ChatEvent) => void) | undefined;
  /** Is told of every piece of answer text as it is received. */
  readonly onToken?: ((delta: string) => void) | undefined;
  /** Is told of every answer that has ended, however it ended: look at `message.end`. */
  readonly onDone?: ((message: ChatMessage<Types>) => void) | undefined;
  /** Is told of every failure. An abort by the user is not a failure. */
  readonly onError?: ((error: ChatError) => void) | undefined;
  /** Tools that run in the page: their calls are run when an answer has ended, and then it goes on. @default none */
  readonly tools?: ClientTools<Types> | undefined;
  /**
   * Says whether an answer goes on by itself, in place of the kit: it is asked when an answer has ended `complete` and its
   * page's tools have run, and at each `settleTool` and `approveTool` after that. `maxContinuations` still holds; one that
   * throws is told `onError` (code `config`) and means no. @default once the page has brought a result and no call is open
   */
  readonly sendAutomaticallyWhen?:
    | ((chat: { readonly messages: readonly ChatMessage<Types>[] }) => boolean | Promise<boolean>)
    | undefined;
}
