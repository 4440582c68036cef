import { createClient } from 'redis';
import { ChatError } from '../../protocol/chat-error.ts';
import { readRedisTrouble } from './redis-trouble.ts';

type Client = ReturnType<typeof newClient>;

// A connection that says nothing for this long is a dead one; the shared reader blocks for less.
const silenceMs = 8000;
const pingMs = 2000;

/**
 * A connection to Redis that mends itself. While it is cut, commands fail at once and are never kept for later: whoever
 * sends one knows best whether it is still worth sending. The only file that imports the `redis` package.
 */
export class RedisConnection {
  readonly #client: Client;
  // Why the connection is cut, while it is; a command can only say that it is.
  #cutBy: unknown;

  private constructor(client: Client) {
    this.#client = client;
    client.on('error', (error) => (this.#cutBy = error));
    client.on('ready', () => (this.#cutBy = undefined));
  }

  /** Connects. Throws a `ChatError` of code `config` when no Redis answers at the address, or one that does not let us in. */
  static async open(url: string): Promise<RedisConnection> {
    let isStarting = true;
    let reason: unknown;
    try {
      const client = newClient(url);
      client.on('error', (error) => {
        // While serving it connects again by itself; at the start it is better to say that nobody answers.
        if (!isStarting) return;
        reason ??= error;
        client.destroy();
      });
      await client.connect();
      isStarting = false;
      return new RedisConnection(client);
    } catch (cause) {
      // That the client was closed then says nothing.
      throw redisStartError(reason ?? cause);
    }
  }

  /**
   * Sends one command and returns its reply. Throws `overloaded` while Redis cannot be reached or refuses, in words for
   * clients; what Redis said is the cause.
   */
  async command(...words: readonly string[]): Promise<unknown> {
    try {
      return await this.#client.sendCommand([...words]);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) throw error;
      const cause = this.#client.isReady ? error : (this.#cutBy ?? error);
      const { told } = readRedisTrouble(cause);
      throw new ChatError('overloaded', told, { status: 503, retryAfterMs: 2000, cause });
    }
  }

  /** The client itself, for a library that speaks with it. Its commands fail with errors of its own. */
  get client(): object {
    return this.#client;
  }

  /** Ends the connection at once. */
  close(): void {
    this.#client.destroy();
  }
}

/** Says why no server can start with this Redis, and what to do. One of ours stays what it is. */
export function redisStartError(error: unknown): ChatError {
  if (error instanceof ChatError && error.code === 'config') return error;
  const cause = error instanceof ChatError ? error.cause : error;
  return new ChatError('config', readRedisTrouble(cause).advice, { cause });
}

function newClient(url: string) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    pingInterval: pingMs,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: 3000,
      socketTimeout: silenceMs,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1000) * (0.5 + Math.random() / 2),
    },
  });
}
