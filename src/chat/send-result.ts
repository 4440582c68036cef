import type { ChatError } from '../protocol/chat-error.ts';

/** What became of a `send`: the server took it, or refused it (and the user's text is not lost, see `createChat`). */
export type SendResult =
  | { readonly accepted: true; readonly messageId: string }
  | { readonly accepted: false; readonly error: ChatError };
