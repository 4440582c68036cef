import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatRequest } from '../../protocol/chat-transport.ts';
import { isStoredChat, type StoredChat } from '../state/stored-chat.ts';
import type { ChatListPage, ChatStorage } from './chat-storage.ts';
import { summarize, type KeptSummary, type ListedChats } from './listed-chat.ts';
import { changesOf } from './listed-changes.ts';
import { shareChanges } from './share-changes.ts';
import { webDrafts } from './web-drafts.ts';

/** Options of {@link serverChatStorage}. */
export interface ServerChatStorageOptions {
  /** The address of the chats, as `createChatServer` of `rivulet/server` serves them. @default '/api/chats' */
  readonly url?: string | undefined;
  /** Headers of each request; a function is asked before each. @default none */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /** Whether cookies are sent to other origins, as for `fetch`. @default 'same-origin' */
  readonly credentials?: RequestCredentials | undefined;
  /** Asks the server. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** The chats that a server keeps. */
export interface ServerChatStorage extends ChatStorage {
  /** Lists the user's chats, the last changed first; `limit` is 30 by default. Rejects with a `ChatError`. */
  list(page?: ChatListPage): Promise<ListedChats>;
  /** Gives a chat another title. Rejects with a `ChatError`. */
  rename(chatId: string, title: string): Promise<void>;
}

/**
 * Reads chats from a server that keeps them itself (`createChatServer({ history })`), an answer that is still being
 * written among them; what the page has to save, the server has saved already. Drafts stay in this tab's `sessionStorage`:
 * the server is told nothing that was not sent.
 *
 * @example
 * useStreamingChat({ id, storage: serverChatStorage(), body: newMessageOnly })
 */
export function serverChatStorage(options: ServerChatStorageOptions = {}): ServerChatStorage {
  const { url = '/api/chats', headers, credentials } = options;
  const drafts = webDrafts(() => globalThis.sessionStorage);
  const changes = changesOf(url);
  const shared = shareChanges(url, changes);
  /** What this page knows of its own chats before the server is asked again. */
  const known = new Map<string, KeptSummary>();
  const addressOf = (chatId: string) => `${url}/${encodeURIComponent(chatId)}`;
  return {
    async load(chatId) {
      const response = await send(addressOf(chatId));
      return response && storedChat(await response.json());
    },
    save(chatId, chat) {
      if (!changes.maySave(chatId, chat)) return;
      note(summarize(chatId, chat, known.get(chatId), Date.now()));
    },
    async remove(chatId) {
      drafts.remove(chatId);
      // A page that goes away may still say so.
      await send(addressOf(chatId), { method: 'DELETE', keepalive: true });
      known.delete(chatId);
      shared.tell(chatId, undefined);
    },
    async list({ limit, cursor } = {}) {
      const query = new URLSearchParams({
        ...(limit !== undefined && { limit: String(limit) }),
        ...(typeof cursor === 'string' && { cursor }),
      });
      const response = await send(`${url}?${query.toString()}`.replace(/\?$/, ''));
      if (response) return listed((await response.json()) as ListedChats);
      throw new ChatError('not-found', 'The server keeps no chats. Give it a `history`.');
    },
    async rename(chatId, title) {
      const body = JSON.stringify({ title });
      if (await send(addressOf(chatId), { method: 'PATCH', body })) return named(chatId, title);
      throw new ChatError('not-found', 'There is no such chat. It may have been deleted.');
    },
  };

  function listed(page: ListedChats): ListedChats {
    for (const chat of page.chats) known.set(chat.id, { ...known.get(chat.id), ...chat });
    return page;
  }

  function note(summary: KeptSummary | undefined): void {
    if (!summary) return;
    known.set(summary.id, summary);
    shared.tell(summary.id, summary);
  }

  function named(chatId: string, title: string): void {
    const chat = known.get(chatId);
    if (chat) note({ ...chat, title, isNamed: true });
  }

  /** The server's answer; undefined where there is nothing. */
  async function send(address: string, init: RequestInit = {}): Promise<Response | undefined> {
    const own = new Headers(typeof headers === 'function' ? await headers() : headers);
    if (init.body) own.set('content-type', 'application/json');
    const response = await (options.fetch ?? fetch)(address, {
      ...init,
      cache: 'no-store',
      headers: own,
      ...(credentials && { credentials }),
    });
    if (response.ok) return response;
    const { status } = response;
    await response.body?.cancel();
    if (status === 404) return undefined;
    const text = `The server answered a call on its chats with status ${status}. Try again.`;
    throw new ChatError(status === 401 ? 'unauthorized' : 'http', text, { status });
  }
}

/** What a server tells of a chat, as a page keeps it. */
function storedChat(told: unknown): StoredChat | undefined {
  if (!isStoredChat(told)) return undefined;
  const { messages, activeRunId, continues } = told as StoredChat & { continues?: boolean };
  if (!activeRunId) return { messages };
  const continued = continues ? messages.at(-1) : undefined;
  return { messages, activeRunId, ...(continued && { continued }) };
}

/**
 * A `body` that sends no more of a chat than what is new, for a server that has the rest: `message`, and the name of the
 * one before it as `after`.
 *
 * @example
 * useStreamingChat({ url: '/api/chat', body: newMessageOnly })
 */
export function newMessageOnly({ messages }: Pick<ChatRequest, 'messages'>): object {
  const { id, role, parts, metadata } = messages.at(-1) ?? {};
  return {
    messages: undefined,
    message: { id, role, parts, metadata },
    after: messages.at(-2)?.id ?? null,
  };
}
