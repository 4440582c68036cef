import { identityOf, type RunOptions } from '../runs/run.ts';
import type { ChatIndex } from '../shared-runs/shared-runs.ts';
import type { StoreLink } from './store-link.ts';
import { textsOf } from './replies.ts';
import { chatKey, ownerKey } from './run-keys.ts';

// How many of a chat's newest runs are looked at for one that still writes.
const chatRuns = 8;
const dayMs = String(24 * 60 * 60_000);

/** Which runs answer in a chat, for those who know it by its chat alone. A run of nobody is found by its id alone. */
export class ChatRuns implements ChatIndex {
  readonly #connection: StoreLink;

  constructor(connection: StoreLink) {
    this.#connection = connection;
  }

  // One that has ended is left out as soon as somebody has seen that.
  writing(chatId: string, owner: string): Promise<readonly string[]> {
    return this.all(chatId, owner);
  }

  async all(chatId: string, owner: string): Promise<readonly string[]> {
    if (owner === '') return [];
    return textsOf(await this.#connection.command('ZREVRANGE', chatKey(owner, chatId), '0', '-1'));
  }

  // Of a day.
  async chatsOf(owner: string): Promise<readonly string[]> {
    if (owner === '') return [];
    return textsOf(await this.#connection.command('SMEMBERS', ownerKey(owner)));
  }

  /** Notes a run that begins. */
  async enter({ id, chatId, owner }: RunOptions): Promise<void> {
    const finder = identityOf(owner);
    if (finder === '') return;
    const key = chatKey(finder, chatId);
    await Promise.all([
      // The clock of the wall: other servers sort their runs in among these.
      this.#connection.command('ZADD', key, String(Date.now()), id),
      this.#connection.command('ZREMRANGEBYRANK', key, '0', String(-1 - chatRuns)),
      this.#connection.command('PEXPIRE', key, dayMs),
      this.#connection.command('SADD', ownerKey(finder), chatId),
      this.#connection.command('PEXPIRE', ownerKey(finder), dayMs),
    ]);
  }

  async leave({ id, chatId, owner }: Pick<RunOptions, 'id' | 'chatId' | 'owner'>): Promise<void> {
    await this.#connection.command('ZREM', chatKey(owner, chatId), id);
  }

  async forget(chatId: string, owner: string): Promise<void> {
    if (owner === '') return;
    await this.#connection.command('DEL', chatKey(owner, chatId));
    await this.#connection.command('SREM', ownerKey(owner), chatId);
  }

  async forgetOwner(owner: string): Promise<void> {
    await this.#connection.command('DEL', ownerKey(owner));
  }
}
