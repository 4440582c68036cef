import { identityOf, type RunOptions } from '../runs/run.ts';
import type { ChatIndex } from '../shared-runs/shared-runs.ts';
import { beginning, type StreamClient } from './stream-client.ts';
import { streamName, type StreamKind } from './stream-names.ts';

interface IndexItem {
  readonly begun?: string;
  readonly ended?: string;
  readonly chat?: string;
}

// A stream only grows, so each stands for this long of the wall's clock, and two of them are read: a run that is written for
// longer is found by its id alone.
const spanMs = 6 * 60 * 60_000;

/** Which runs answer in a chat, for those who know it by its chat alone. A run of nobody is found by its id alone. */
export class ChatStreams implements ChatIndex {
  readonly #client: StreamClient;
  readonly #now: () => number;

  /** @param now The wall's clock, in milliseconds. */
  constructor(client: StreamClient, now: () => number = Date.now) {
    this.#client = client;
    this.#now = now;
  }

  async writing(chatId: string, owner: string): Promise<readonly string[]> {
    const items = await this.#read('chats', owner, chatId);
    const ended = new Set(items.map((item) => item.ended));
    return begunIn(items).filter((id) => !ended.has(id));
  }

  async all(chatId: string, owner: string): Promise<readonly string[]> {
    return begunIn(await this.#read('chats', owner, chatId));
  }

  async chatsOf(owner: string): Promise<readonly string[]> {
    const items = await this.#read('owners', owner);
    return [...new Set(items.flatMap(({ chat }) => chat ?? []))];
  }

  /** Notes a run that begins. */
  async enter({ id, chatId, owner }: RunOptions): Promise<void> {
    const finder = identityOf(owner);
    if (finder === '') return;
    await Promise.all([
      this.#note({ begun: id }, 'chats', finder, chatId),
      this.#note({ chat: chatId }, 'owners', finder),
    ]);
  }

  async leave({ id, chatId, owner }: Pick<RunOptions, 'id' | 'chatId' | 'owner'>): Promise<void> {
    const finder = identityOf(owner);
    if (finder !== '') await this.#note({ ended: id }, 'chats', finder, chatId);
  }

  async forget(chatId: string, owner: string): Promise<void> {
    for (const name of await this.#names('chats', owner, chatId)) await this.#client.remove(name);
  }

  async forgetOwner(owner: string): Promise<void> {
    for (const name of await this.#names('owners', owner)) await this.#client.remove(name);
  }

  async #note(item: IndexItem, kind: StreamKind, ...about: readonly string[]): Promise<void> {
    const [, name = ''] = await this.#names(kind, ...about);
    // Made empty first: of two that make it at once, the messages of one would be lost.
    while ((await this.#client.append(name, [item])) === 'gone') {
      await this.#client.create(name, 2 * spanMs);
    }
  }

  async #read(kind: StreamKind, ...about: readonly string[]): Promise<IndexItem[]> {
    if (about[0] === '') return [];
    const names = await this.#names(kind, ...about);
    const pages = await Promise.all(names.map((name) => this.#client.read(name, beginning)));
    return pages.flatMap((page) => (page?.items ?? []) as readonly IndexItem[]);
  }

  /** The streams that are looked at, the one that is written last. */
  #names(kind: StreamKind, ...about: readonly string[]): Promise<string[]> {
    const span = Math.floor(this.#now() / spanMs);
    return Promise.all([span - 1, span].map((each) => streamName(kind, String(each), ...about)));
  }
}

function begunIn(items: readonly IndexItem[]): string[] {
  return items.flatMap(({ begun }) => begun ?? []).toReversed();
}
