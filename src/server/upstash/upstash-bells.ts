import { decodeSse } from '../../protocol/sse.ts';
import { bellKey } from '../redis/run-keys.ts';
import type { MirroredRun } from '../shared-runs/mirrored-run.ts';
import type { RunFollower, RunFollowerEvents } from '../redis/run-follower.ts';
import { rest } from '../runs/rest.ts';
import type { UpstashAddress } from './upstash-address.ts';

const firstRetryMs = 100;
const lastRetryMs = 5000;

/**
 * Hears the bells of a process on a channel of Redis, as a stream of server-sent events. While that is cut, the watch of the
 * store looks by itself; when it is there again, all runs are looked at once.
 */
export class UpstashBells implements RunFollower {
  readonly #address: UpstashAddress;
  readonly #channel: string;
  readonly #events: RunFollowerEvents;
  readonly #abort = new AbortController();
  readonly #runs = new Set<string>();

  constructor(address: UpstashAddress, producer: string, events: RunFollowerEvents) {
    this.#address = address;
    this.#channel = bellKey(producer);
    this.#events = events;
    void this.#follow();
  }

  add({ id }: MirroredRun): void {
    this.#runs.add(id);
  }

  remove({ id }: MirroredRun): void {
    this.#runs.delete(id);
  }

  close(): void {
    this.#abort.abort();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#abort;
    let retryMs = firstRetryMs;
    while (!signal.aborted) {
      // Cut off: the watch makes up for what is not heard.
      const isHeard = await this.#hear().catch(() => false);
      retryMs = isHeard ? firstRetryMs : Math.min(retryMs * 2, lastRetryMs);
      if (!signal.aborted) await rest(retryMs * (0.5 + Math.random() / 2));
    }
  }

  /** Hears until it is cut off; says whether it heard anything. */
  async #hear(): Promise<boolean> {
    const { url, token, fetch: ask = globalThis.fetch } = this.#address;
    const path = `/subscribe/${encodeURIComponent(this.#channel)}`;
    const response = await ask(url.replace(/\/$/, '') + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
      signal: this.#abort.signal,
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return false;
    }
    for await (const { data = '' } of decodeSse(response.body)) this.#take(data);
    return true;
  }

  /** `subscribe,<channel>,1` when it is there, then `message,<channel>,<run>`. */
  #take(data: string): void {
    const [kind] = data.split(',', 1);
    if (kind === 'subscribe') for (const id of this.#runs) this.#events.onBell(id);
    if (kind === 'message')
      this.#events.onBell(data.slice(data.indexOf(this.#channel) + this.#channel.length + 1));
  }
}
