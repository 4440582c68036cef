import { ChatError } from '../../protocol/chat-error.ts';
import type { RedisAddress } from './redis-address.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import { readRedisTrouble } from './redis-trouble.ts';
import type { StoreLink } from './store-link.ts';
import { openWire, type RedisWire } from './redis-wire.ts';

// What waits in a client for another Redis to take the place of one that is gone waits no longer than this.
const patienceMs = 8000;

/**
 * A connection to Redis that mends itself. While it is cut, commands fail at once and are never kept for later: whoever
 * sends one knows best whether it is still worth sending.
 */
export class RedisConnection implements StoreLink {
  readonly #wire: RedisWire;
  // Why the connection is cut, while it is; a command can only say that it is.
  #cutBy: unknown;

  private constructor(wire: RedisWire) {
    this.#wire = wire;
    wire.client.on('error', (error) => (this.#cutBy = error));
    wire.client.on('ready', () => (this.#cutBy = undefined));
  }

  /** Connects. Throws a `ChatError` of code `config` when no Redis answers at the address, or one that does not let us in. */
  static async open(address: RedisAddress): Promise<RedisConnection> {
    let isStarting = true;
    let reason: unknown;
    try {
      const wire = openWire(address);
      const { client } = wire;
      client.on('error', (error) => {
        // While serving it connects again by itself; at the start it is better to say that nobody answers.
        if (!isStarting) return;
        reason ??= error;
        if (!wire.isReplicated) client.destroy();
      });
      await client.connect();
      isStarting = false;
      return new RedisConnection(wire);
    } catch (cause) {
      // That the client was closed then says nothing.
      throw redisStartError(reason ?? cause);
    }
  }

  /** Calls back when the connection is there again. */
  onReady(call: () => void): void {
    this.#wire.client.on('ready', call);
  }

  /** Whether the keys of one command must be in one slot. */
  get isCluster(): boolean {
    return this.#wire.isCluster;
  }

  /** Whether another Redis may take the place of one that fails, and know a little less than that. */
  get isReplicated(): boolean {
    return this.#wire.isReplicated;
  }

  /**
   * Sends one command and returns its reply. Throws `overloaded` while Redis cannot be reached or refuses, in words for
   * clients; what Redis said is the cause.
   */
  async command(...words: readonly string[]): Promise<unknown> {
    const { send, client, isReplicated } = this.#wire;
    try {
      return await (isReplicated ? inTime(send([...words])) : send([...words]));
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) throw error;
      const cause = client.isReady === false ? (this.#cutBy ?? error) : error;
      const { told } = readRedisTrouble(cause);
      throw new ChatError('overloaded', told, { status: 503, retryAfterMs: 2000, cause });
    }
  }

  /** The client itself, for a library that speaks with it. Its commands fail with errors of its own. */
  get client(): object {
    return this.#wire.client;
  }

  /** Ends the connection at once. */
  close(): void {
    // A Sentinel's client ends by and by, and says so.
    void Promise.resolve(this.#wire.client.destroy()).catch(() => undefined);
  }
}

/** Says why no server can start with this Redis, and what to do. One of ours stays what it is. */
export function redisStartError(error: unknown): ChatError {
  if (error instanceof ChatError && error.code === 'config') return error;
  const cause = error instanceof ChatError ? error.cause : error;
  return new ChatError('config', readRedisTrouble(cause).advice, { cause });
}

async function inTime(reply: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    const fail = () => reject(new Error('timeout: no reply'));
    timer = restUnnoticed(setTimeout(fail, patienceMs));
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}
