import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatTypes } from '../protocol/chat-types.ts';
import type { ChatInput } from './options/chat-input.ts';
import type { ToolResult } from './options/client-tool.ts';
import type { RequestOptions, SendOptions } from './options/request-options.ts';
import type { WhileStreaming } from './options/while-streaming.ts';
import type { ChatState } from './state/chat-state.ts';
import type { SendResult } from './state/send-result.ts';
import type { StoredChat } from './state/stored-chat.ts';
import type { ChatDrafts } from './storage/chat-storage.ts';
import type { ForgetResult } from './storage/forget-chat.ts';

/** A chat without a screen: its state, and the acts of its user. */
export interface ChatStore<Types extends ChatTypes = ChatTypes> {
  /** What the chat is called on the server and in `storage`. */
  readonly id: string;
  /** What a `send` does while an answer is on its way. */
  readonly whileStreaming: WhileStreaming;
  /** Where its storage keeps what is typed and not yet sent; undefined where it does not. */
  readonly drafts: ChatDrafts | undefined;
  /** The present state; the same object until something changes. */
  readonly getState: () => ChatState<Types>;
  /** The chat as it is kept: with the versions that are not shown. */
  readonly getStored: () => StoredChat;
  /** The present copy of one message; costs the same however long the chat is. */
  readonly getMessage: (messageId: string) => ChatMessage<Types> | undefined;
  /**
   * Calls the listener after each change, at most once per frame while an answer streams; with a `messageId`
   * only after changes that can concern that message. Answers with the function that unsubscribes.
   */
  readonly subscribe: (listener: () => void, messageId?: string) => () => void;
  /**
   * Sends a message, with `options` for this question alone. Resolves when the server has accepted or refused it, or the
   * outbox keeps it; never rejects. A refusal before anybody was asked, such as files that are too large, leaves the chat as it is.
   */
  send(
    this: void,
    input: string | ChatInput<Types>,
    options?: SendOptions<Types>,
  ): Promise<SendResult>;
  /** Stops the answer at once, keeps what has arrived (`end: 'aborted'`), and stops the server's model. */
  readonly abort: () => Promise<void>;
  /**
   * Takes a message out of the queue (`state.queue`), whose `send` resolves as refused so that its text is not lost, or
   * out of the outbox (`state.outbox`).
   */
  readonly unqueue: (id: string) => void;
  /** Tries to send a message of the outbox now, or all of them in order. */
  readonly resend: (id?: string) => void;
  /**
   * Answers anew: the given message, or the last turn. The old answer stays as a sibling (`message.siblings`), and comes
   * back if no new one begins.
   */
  readonly regenerate: (messageId?: string, options?: RequestOptions) => Promise<SendResult>;
  /** Asks anew from a user message on; the old one stays as a sibling, with what followed it. */
  edit(
    this: void,
    messageId: string,
    input: string | ChatInput<Types>,
    options?: SendOptions<Types>,
  ): Promise<SendResult>;
  /**
   * Shows these messages in place of all, or what a function makes of them, and stores them. While an answer is on its way
   * it goes on if the list still ends with its last message, whose text stays the stream's; else it is stopped first, as by
   * `abort()`. Of an answer that another tab reads, that tab is asked to do so.
   */
  setMessages(
    this: void,
    messages:
      | readonly ChatMessage<Types>[]
      | ((messages: readonly ChatMessage<Types>[]) => readonly ChatMessage<Types>[]),
  ): void;
  /** Takes back the error of the last run: `status` is `ready` again. What a message says of its own end stays. */
  readonly clearError: () => void;
  /** Goes on with the last answer where it stopped: after `finishReason: 'length'`, an abort, a lost connection. */
  readonly continueAnswer: (options?: RequestOptions) => Promise<SendResult>;
  /** Answers a tool call that waits for approval (`state: 'approval-requested'`). */
  readonly approveTool: (toolCallId: string, approved: boolean, reason?: string) => void;
  /** Gives the result of a tool call that the app did itself; the answer goes on once no call is open. */
  readonly settleTool: (toolCallId: string, result: ToolResult) => void;
  /** Shows another version of a turn, by an id out of `message.siblings`; not while an answer is on its way. */
  readonly switchTo: (messageId: string) => void;
  /**
   * Goes on with a run that a reload, a `dispose` or a cut connection left behind: loads `storage`, then asks the
   * server for the rest. Without any run known it asks for the chat's active one, but not with `storage`.
   */
  readonly resume: () => Promise<void>;
  /** Aborts, and forgets all messages. */
  readonly reset: () => void;
  /**
   * Deletes the chat: stops its answer, and removes it from the page, its other tabs (with `mirror`), the storage, the
   * outbox, and, where its transport can (`deleteChat`), from the server with all its runs. Never rejects; what could not
   * be removed is told. The chat can be used again.
   */
  readonly forget: () => Promise<ForgetResult>;
  /**
   * Stops reading without stopping the server: a disconnect is not a cancel. Answers whether it left a run behind,
   * which `resume()` goes on with.
   */
  readonly dispose: () => boolean;
}

/** @deprecated The name of {@link ChatStore} before 0.2. */
export type Chat<Types extends ChatTypes = ChatTypes> = ChatStore<Types>;
