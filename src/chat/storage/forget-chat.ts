import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatTransport } from '../../protocol/chat-transport.ts';

/** What became of a wish to forget a chat: `error` is what could not be removed, and `onError` was told. */
export type ForgetResult =
  | { readonly forgotten: true }
  | {
      readonly forgotten: false;
      /** The first thing that could not be removed. */
      readonly error: ChatError;
    };

/** What forgetting needs of a chat that is empty already. */
export interface ForgetHost {
  readonly chatId: string;
  readonly transport: ChatTransport;
  /** Tells the app of an error; answers with it. */
  readonly tellFault: (cause: unknown) => ChatError;
}

/** Waits until the storage has forgotten a chat, and has the server forget it. Never rejects. */
export async function forgetChat(
  { chatId, transport, tellFault }: ForgetHost,
  stopped: Promise<ChatError | undefined>,
  removed: Promise<ChatError | undefined>,
): Promise<ForgetResult> {
  const untold = await stopped;
  const error = (await removed) ?? (transport.deleteChat ? await deleteChat() : untold);
  return error ? { forgotten: false, error } : { forgotten: true };

  /** Its runs are stopped with it, also one that a stop did not reach. */
  async function deleteChat(): Promise<ChatError | undefined> {
    try {
      await transport.deleteChat?.(chatId);
      return undefined;
    } catch (cause) {
      return tellFault(cause);
    }
  }
}
