import { ChatError } from '../../protocol/chat-error.ts';
import { readRedisTrouble } from '../redis/redis-trouble.ts';
import type { StoreLink } from '../redis/store-link.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { UpstashAddress } from './upstash-address.ts';

interface Waiting {
  readonly words: readonly string[];
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Reply {
  readonly result?: unknown;
  readonly error?: string;
}

// A request that has no answer for so long has none.
const patienceMs = 8000;

/**
 * Sends commands to a Redis over HTTP, as Upstash's REST API takes them: a JSON array each, and those of one moment together
 * as a pipeline.
 */
export class UpstashLink implements StoreLink {
  /** No request may wait for news, so bells tell of them. */
  readonly isCluster = true;
  readonly isReplicated = false;
  readonly hasChannels = true;
  readonly client = undefined;
  readonly #address: UpstashAddress;
  readonly #listeners = new Set<() => void>();
  readonly #abort = new AbortController();
  #waiting: Waiting[] = [];
  #isCut = false;

  constructor(address: UpstashAddress) {
    this.#address = address;
  }

  onReady(call: () => void): void {
    this.#listeners.add(call);
  }

  command(...words: readonly string[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ words, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => void this.#send());
    });
  }

  close(): void {
    this.#abort.abort();
  }

  async #send(): Promise<void> {
    const sent = this.#waiting;
    this.#waiting = [];
    try {
      const [only] = sent;
      const replies =
        sent.length === 1 && only
          ? [(await this.#post('', only.words)) as Reply]
          : ((await this.#post(
              '/pipeline',
              sent.map(({ words }) => words),
            )) as Reply[]);
      this.#noteReady();
      for (const [index, each] of sent.entries()) settle(each, replies[index]);
    } catch (error) {
      this.#isCut = true;
      for (const { reject } of sent) reject(asTrouble(error));
    }
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const { url, token, fetch: ask = globalThis.fetch } = this.#address;
    const late = new AbortController();
    const timer = restUnnoticed(setTimeout(() => late.abort(), patienceMs));
    try {
      const response = await ask(url.replace(/\/$/, '') + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.#abort.signal, late.signal]),
      });
      const reply: unknown = await response.json().catch(() => undefined);
      // A command that Redis refuses comes as a 400 with its words; all else has not come to a Redis.
      if (response.ok || (response.status === 400 && reply !== undefined)) return reply;
      throw new Error(refusalOf(response.status, (reply as Reply | undefined)?.error));
    } catch (error) {
      throw late.signal.aborted ? new Error('timeout: no reply', { cause: error }) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  #noteReady(): void {
    if (!this.#isCut) return;
    this.#isCut = false;
    for (const call of this.#listeners) call();
  }
}

function settle({ resolve, reject }: Waiting, reply: Reply | undefined): void {
  const { error, result } = reply ?? { error: 'ERR no reply to a command of a pipeline' };
  if (error === undefined) return resolve(result ?? null);
  // Whoever runs a script looks at this.
  const cause = new Error(error);
  reject(error.startsWith('NOSCRIPT') ? cause : asTrouble(cause));
}

/** What a status says, as Redis says it. */
function refusalOf(status: number, words = ''): string {
  if (status === 401 || status === 403) return `WRONGPASS ${words}`;
  return `status ${status}${words === '' ? '' : `: ${words}`}`;
}

function asTrouble(cause: unknown): ChatError {
  const { told } = readRedisTrouble(cause);
  return new ChatError('overloaded', told, { status: 503, retryAfterMs: 2000, cause });
}
