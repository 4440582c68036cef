import { identityOf, type RunOptions } from '../runs/run.ts';
import type { RedisConnection } from './redis-connection.ts';
import { textsOf } from './replies.ts';
import { chatKey } from './run-keys.ts';

// How many of a chat's newest runs are looked at for one that still writes.
const chatRuns = 8;
const dayMs = String(24 * 60 * 60_000);

/** Which runs answer in a chat, for those who know it by its chat alone. A run of nobody is found by its id alone. */
export class ChatRuns {
  readonly #connection: RedisConnection;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /** The newest runs of an owner in a chat, the newest first. */
  async list(chatId: string, owner: string): Promise<readonly string[]> {
    if (owner === '') return [];
    return textsOf(await this.#connection.command('ZREVRANGE', chatKey(owner, chatId), '0', '-1'));
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
    ]);
  }

  /** Forgets a run that has ended. */
  async leave(id: string, chatId: string, owner: string): Promise<void> {
    await this.#connection.command('ZREM', chatKey(owner, chatId), id);
  }

  /** Forgets a chat. */
  async forget(chatId: string, owner: string): Promise<void> {
    await this.#connection.command('DEL', chatKey(owner, chatId));
  }
}
