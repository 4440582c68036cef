import type { ChatMessage } from '../../protocol/chat-message.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatHistory, ChatPage, SavedChat } from './chat-history.ts';
import { askedAgain, joinTurn } from './join-turn.ts';
import type { Turn } from './read-turn.ts';

/** What a question is about, for the archive. */
export interface ArchivedTurn {
  readonly chatId: string;
  readonly owner: string;
  readonly turn: Turn;
  /** Whether it was asked before, at a server that has died: what is saved of it stands, and what came after it. @default false */
  readonly isAgain?: boolean | undefined;
}

/** An answer that is being written, or that is about to be saved. */
interface ExpectedAnswer {
  readonly isEnded: () => boolean;
  readonly saved: Promise<void>;
}

// How many chats whose last save has failed are remembered.
const maxUnsaved = 1000;

/**
 * Keeps chats in a host's history: what is done for one chat is done in turn, whose it is is checked each time, and what
 * could not be saved is remembered until the next save.
 */
export class ChatArchive {
  readonly #history: ChatHistory;
  readonly #onError: (error: unknown) => void;
  readonly #serverTools: ReadonlySet<string>;
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #unsaved = new Map<string, { readonly chat: SavedChat; readonly from: number }>();
  readonly #expected = new Map<string, Set<ExpectedAnswer>>();

  constructor(
    history: ChatHistory,
    onError: (error: unknown) => void,
    serverTools: ReadonlySet<string>,
  ) {
    this.#history = history;
    this.#onError = onError;
    this.#serverTools = serverTools;
  }

  /**
   * The whole chat up to a question, which is saved at once without being waited for. A history that cannot be read is told
   * and done without where the client has sent the whole chat. Throws a `ChatError` where it has not, and as `joinTurn` does.
   */
  async ask({ chatId, owner, turn, isAgain }: ArchivedTurn): Promise<readonly ChatMessage[]> {
    await this.#endedAnswers(chatId, owner);
    const messages = await this.#inTurn(chatId, owner, async () => {
      const saved = await this.#loadFor(chatId, owner, turn);
      const before = saved?.messages ?? [];
      const joined = joinTurn(before, isAgain ? askedAgain(before, turn) : turn, this.#serverTools);
      if (isAgain && before.some(({ id }) => id === joined.at(-1)?.id)) return joined;
      this.#change(saved ?? newChat(chatId, owner), joined);
      return joined;
    });
    void this.#inTurn(chatId, owner, () => this.#save(chatId, owner));
    return messages;
  }

  /**
   * Notes an answer that is about to be written: whoever comes after its end, which its reader may have seen, waits until it
   * is saved, which the returned function tells.
   */
  expect(chatId: string, owner: string, isEnded: () => boolean): () => void {
    const key = keyOf(chatId, owner);
    const answers = this.#expected.get(key) ?? new Set();
    let tell = nothing;
    const saved = new Promise<void>((resolve) => (tell = resolve));
    const answer = { isEnded, saved };
    this.#expected.set(key, answers.add(answer));
    return () => {
      answers.delete(answer);
      if (answers.size === 0 && this.#expected.get(key) === answers) this.#expected.delete(key);
      tell();
    };
  }

  /** Saves an answer behind its question, unless that is no longer there; one that says nothing is left out. */
  async answered(
    { chatId, owner }: Pick<ArchivedTurn, 'chatId' | 'owner'>,
    question: ChatMessage | undefined,
    message: ChatMessage,
  ): Promise<void> {
    if (message.parts.length === 0) return;
    await this.#inTurn(chatId, owner, async () => {
      const saved = await this.#load(chatId, owner);
      const place = saved?.messages.findIndex(({ id }) => id === question?.id) ?? -1;
      if (!saved || place < 0) return;
      const before = saved.messages.slice(0, question?.id === message.id ? place : place + 1);
      const after = saved.messages.slice(place + 1).filter(({ id }) => id !== message.id);
      this.#change(saved, [...before, message, ...after]);
      await this.#save(chatId, owner);
    });
  }

  /** A chat of this owner. */
  async load(chatId: string, owner: string): Promise<SavedChat | undefined> {
    await this.#endedAnswers(chatId, owner);
    return this.#inTurn(chatId, owner, () => this.#load(chatId, owner));
  }

  /** Some of the chats of an owner; nobody in particular has none. */
  async list(owner: string, limit: number, cursor?: string): Promise<ChatPage> {
    if (owner === '') return { chats: [] };
    const { chats, next } = await this.#history.list(owner, { limit, cursor });
    return { chats: chats.filter((chat) => chat.owner === owner), next };
  }

  /** Gives a chat another title; answers with it as it is then, undefined where there is none. */
  rename(chatId: string, owner: string, title: string): Promise<SavedChat | undefined> {
    return this.#inTurn(chatId, owner, async () => {
      const chat = await this.#load(chatId, owner);
      if (!chat) return undefined;
      await this.#history.rename(chatId, owner, title);
      const key = keyOf(chatId, owner);
      const unsaved = this.#unsaved.get(key);
      if (unsaved) this.#unsaved.set(key, { ...unsaved, chat: { ...unsaved.chat, title } });
      return { ...chat, title };
    });
  }

  /** Deletes a chat, if it is there. */
  delete(chatId: string, owner: string): Promise<void> {
    return this.#inTurn(chatId, owner, async () => {
      if (await this.#load(chatId, owner)) await this.#history.delete(chatId, owner);
      this.#unsaved.delete(keyOf(chatId, owner));
    });
  }

  /** Deletes all chats of an owner. */
  async deleteOwner(owner: string): Promise<void> {
    for (const { chat } of this.#unsaved.values())
      if (chat.owner === owner) await this.delete(chat.id, owner);
    // All are listed before any is deleted: a history that goes on listing what is deleted has an end as well.
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { chats, next } = await this.list(owner, 100, cursor);
      ids.push(...chats.map(({ id }) => id));
      cursor = next;
    } while (cursor !== undefined);
    for (const id of ids) await this.delete(id, owner);
  }

  async #endedAnswers(chatId: string, owner: string): Promise<void> {
    const answers = [...(this.#expected.get(keyOf(chatId, owner)) ?? [])];
    await Promise.all(answers.filter(({ isEnded }) => isEnded()).map(({ saved }) => saved));
  }

  async #load(chatId: string, owner: string): Promise<SavedChat | undefined> {
    if (owner === '') return undefined;
    const unsaved = this.#unsaved.get(keyOf(chatId, owner))?.chat;
    const chat = unsaved ?? (await this.#history.load(chatId, owner)) ?? undefined;
    return chat?.owner === owner && chat.id === chatId ? chat : undefined;
  }

  async #loadFor(chatId: string, owner: string, turn: Turn): Promise<SavedChat | undefined> {
    try {
      return await this.#load(chatId, owner);
    } catch (error) {
      if (!('messages' in turn)) throw unreadable(error);
      this.#onError(error);
      return undefined;
    }
  }

  /** Notes what is to be saved; whoever loads the chat finds it so from now on. */
  #change(saved: SavedChat, messages: readonly ChatMessage[]): void {
    const key = keyOf(saved.id, saved.owner);
    const changed = firstChange(saved.messages, messages);
    const from = Math.min(changed, this.#unsaved.get(key)?.from ?? changed);
    const now = Date.now();
    const dated = messages.map((message) =>
      message.createdAt === undefined ? { ...message, createdAt: now } : message,
    );
    this.#unsaved.set(key, { chat: { ...saved, messages: dated, updatedAt: now }, from });
  }

  /** Saves what has changed; tells what fails, and remembers it until the next save. */
  async #save(chatId: string, owner: string): Promise<void> {
    const key = keyOf(chatId, owner);
    const unsaved = this.#unsaved.get(key);
    if (!unsaved) return;
    try {
      await this.#history.save(unsaved.chat, unsaved.from);
      this.#unsaved.delete(key);
    } catch (error) {
      const [oldest] = this.#unsaved.keys();
      if (this.#unsaved.size > maxUnsaved && oldest !== undefined) this.#unsaved.delete(oldest);
      this.#onError(error);
    }
  }

  #inTurn<Value>(chatId: string, owner: string, act: () => Promise<Value>): Promise<Value> {
    const key = keyOf(chatId, owner);
    const done = (this.#turns.get(key) ?? Promise.resolve()).then(act, act);
    this.#turns.set(key, done);
    const leave = () => {
      if (this.#turns.get(key) === done) this.#turns.delete(key);
    };
    done.then(leave, leave);
    return done;
  }
}

function nothing(): void {}

function keyOf(chatId: string, owner: string): string {
  return JSON.stringify([owner, chatId]);
}

function newChat(id: string, owner: string): SavedChat {
  const now = Date.now();
  return { id, owner, messages: [], createdAt: now, updatedAt: now };
}

/** The place of the first message that is another than before. */
function firstChange(before: readonly ChatMessage[], after: readonly ChatMessage[]): number {
  const place = after.findIndex((message, index) => message !== before[index]);
  return place < 0 ? after.length : place;
}

function unreadable(cause: unknown): ChatError {
  const text = 'The server cannot read this chat at the moment. Ask again in a moment.';
  return new ChatError('overloaded', text, { retryAfterMs: 2000, cause });
}
