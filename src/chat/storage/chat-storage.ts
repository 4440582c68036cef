import type { StoredChat } from '../state/stored-chat.ts';
import type { ListedChat, ListedChats } from './listed-chat.ts';

/**
 * A place that outlives the page. All may be asynchronous; of two saves the later one must win. What throws or rejects is
 * told `onError` (code `storage`), a save that fails again and again only once, and the chat goes on. What is optional is for
 * `useChatList`, which offers no more than its storage can do.
 */
export interface ChatStorage {
  /** Reads a chat; `undefined` when there is none. */
  load(chatId: string): StoredChat | undefined | Promise<StoredChat | undefined>;

  /** Writes a chat in place of what was stored under its id. */
  save(chatId: string, chat: StoredChat): void | Promise<void>;

  /** Deletes a chat and its draft; one that is not there is no failure. */
  remove(chatId: string): void | Promise<void>;

  /** Lists chats without their messages, the last changed first: all, or a page of them. */
  list?(page?: ChatListPage): ListedChats | Promise<ListedChats>;

  /** Gives a chat another title, which stays whatever a model calls it. */
  rename?(chatId: string, title: string): void | Promise<void>;

  /** Marks a chat as pinned or unread, or not. */
  mark?(chatId: string, marks: ChatMarks): void | Promise<void>;

  /** Calls the listener when what is listed of a chat changes, here or in another tab; answers how to stop that. */
  watch?(listener: (change: ListedChange) => void): () => void;

  /** Finds chats whose text has all words of `text`; what is found first comes first. */
  search?(text: string, options: ChatSearchOptions): AsyncIterable<FoundChat>;

  /** Where what is typed and not yet sent is kept. */
  readonly drafts?: ChatDrafts;
}

/** Which chats are wanted of a storage. */
export interface ChatListPage {
  /** How many chats at most. @default as many as the storage gives at once */
  readonly limit?: number | undefined;
  /** The `next` of the page before. @default the first page */
  readonly cursor?: string | null | undefined;
}

/** What a user marks a chat with; what is absent stays. */
export interface ChatMarks {
  /** Whether it stands above the others. */
  readonly isPinned?: boolean | undefined;
  /** Whether something has come that its user has not seen. */
  readonly isUnread?: boolean | undefined;
}

/** What has become of a listed chat. */
export interface ListedChange {
  /** The name of the chat. */
  readonly chatId: string;
  /** The chat as it is listed now; undefined when it is gone. */
  readonly chat: ListedChat | undefined;
  /** Whether it was changed in this page. */
  readonly isOwn: boolean;
}

/** How to search. */
export interface ChatSearchOptions {
  /** Stops the search. */
  readonly signal: AbortSignal;
  /** The chats to look into, the first first. */
  readonly chats: readonly ListedChat[];
}

/** A chat in which a text was found. */
export interface FoundChat {
  /** The name of the chat. */
  readonly id: string;
  /** The chat, where it may not have been listed yet. @default the listed one */
  readonly chat?: ListedChat | undefined;
  /** Where it was found; absent where that is its title. */
  readonly snippet?: ChatSnippet | undefined;
}

/** A place in the text of a chat. */
export interface ChatSnippet {
  /** What stands before what was found. */
  readonly before: string;
  /** What was found, as it is written there. */
  readonly match: string;
  /** What stands after it. */
  readonly after: string;
}

/** Keeps what is typed into a chat and not yet sent; files are not kept. */
export interface ChatDrafts {
  /** Reads the draft of a chat; `undefined` or `''` when there is none. */
  load(chatId: string): string | undefined | Promise<string | undefined>;
  /** Writes a draft; `''` deletes it. */
  save(chatId: string, text: string): void | Promise<void>;
}
