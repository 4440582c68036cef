import type { ChatMessage } from '../../protocol/chat-message.ts';

/** A chat as it is listed. */
export interface ChatSummary {
  /** The name of the chat. */
  readonly id: string;
  /** Whose it is, as the option `owner` says it. */
  readonly owner: string;
  /** What it is called; absent while it has no title. */
  readonly title?: string | undefined;
  /** When its first question came, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** When it was last changed, in milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** A chat as a host's database keeps it. */
export interface SavedChat extends ChatSummary {
  /** The messages, oldest first. */
  readonly messages: readonly ChatMessage[];
}

/** Some of an owner's chats. */
export interface ChatPage {
  /** The chats, the last changed first. */
  readonly chats: readonly ChatSummary[];
  /** What to ask the next page with; absent on the last one. */
  readonly next?: string | undefined;
}

/** Which page of an owner's chats is wanted. */
export interface ChatPageRequest {
  /** How many chats at most. */
  readonly limit: number;
  /** The `next` of the page before; absent for the first. */
  readonly cursor?: string | undefined;
}

/**
 * Where a host keeps chats: a database of its own. Whose a chat is, is checked before each call and of all that comes back;
 * calls for one chat come one after the other from one server. Any of them may throw, which is told to `onError`.
 */
export interface ChatHistory {
  /** Reads a chat; undefined where this owner has none of this name. */
  load(chatId: string, owner: string): SavedChat | undefined | Promise<SavedChat | undefined>;
  /**
   * Writes a chat, new or known. The messages before the place `from` are as they were saved last, so that a table of
   * messages is changed by deleting from there on and adding the rest.
   */
  save(chat: SavedChat, from: number): void | Promise<void>;
  /** Lists the chats of an owner, the last changed first. */
  list(owner: string, page: ChatPageRequest): ChatPage | Promise<ChatPage>;
  /** Gives a chat that is there another title. */
  rename(chatId: string, owner: string, title: string): void | Promise<void>;
  /** Deletes a chat; one that is not there is no failure. */
  delete(chatId: string, owner: string): void | Promise<void>;
}
