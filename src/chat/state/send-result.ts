import type { ChatError } from '../../protocol/chat-error.ts';

/** What became of a `send`: it was taken, or refused (and the user's text is not lost, see `createChat`). */
export type SendResult =
  | {
      readonly accepted: true;

      /** The id of the user's message. */
      readonly messageId: string;
      /** The server does not have it yet: it waits in `state.outbox`. */
      readonly isInOutbox?: true;
    }
  | {
      readonly accepted: false;

      /** Why it was refused. */
      readonly error: ChatError;
      /** Nobody was asked, and the chat's own `error` does not tell it. */
      readonly isUntold?: true;
    };
