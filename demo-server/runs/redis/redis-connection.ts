import { createClient } from 'redis';
import { ChatError } from 'rivulet/protocol';
import { StartError } from '../../start-error.ts';

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

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Connects. Throws a `StartError` when no Redis answers at the address. */
  static async open(url: string): Promise<RedisConnection> {
    try {
      const client = newClient(url);
      let isStarting = true;
      client.on('error', () => {
        // While serving it connects again by itself; at the start it is better to say that nobody answers.
        if (isStarting) client.destroy();
      });
      await client.connect();
      isStarting = false;
      return new RedisConnection(client);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StartError(
        `Redis cannot be reached (${reason}). Start it, or check the address given with --redis.`,
        { cause },
      );
    }
  }

  /** Sends one command and returns its reply. Throws `overloaded` while Redis cannot be reached or refuses. */
  async command(...words: readonly string[]): Promise<unknown> {
    try {
      return await this.#client.sendCommand([...words]);
    } catch (cause) {
      if (cause instanceof Error && cause.message.startsWith('NOSCRIPT')) throw cause;
      throw new ChatError(
        'overloaded',
        'The server cannot reach the store of its answers. Ask again in a moment.',
        { status: 503, retryAfterMs: 2000, cause },
      );
    }
  }

  /** Ends the connection at once. */
  close(): void {
    this.#client.destroy();
  }
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
