import { ChatError } from '../../protocol/chat-error.ts';
import { tryJson } from '../../protocol/json.ts';
import { storeGone } from '../shared-runs/lost-runs.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { DurableStreamsAddress } from './durable-streams-address.ts';

/** Some messages of a stream, and the place behind them. */
export interface StreamPage {
  readonly items: readonly unknown[];
  /** Where to read on. */
  readonly offset: string;
  /** What caches want to have back with the next read. */
  readonly cursor: string;
  /** Whether nothing stood behind it at that time. */
  readonly isUpToDate: boolean;
  /** Whether nothing can come behind it any more. */
  readonly isClosed: boolean;
}

/** Who appends: what comes twice under the same `epoch` and `seq` is taken once, and of an older epoch nothing more is. */
export interface StreamWriter {
  readonly epoch: number;
  readonly seq: number;
  /** Whether nothing may follow. */
  readonly isLast: boolean;
}

/** What became of an append. */
export type AppendFate = 'taken' | 'fenced' | 'closed' | 'gone';

/** Where a stream begins. */
export const beginning = '-1';

// A request that has no answer for so long has none; a server holds one that waits for news for half a minute.
const patienceMs = 8000;
const newsMs = 70_000;

/** Speaks the Durable Streams protocol, in JSON mode. Throws a `ChatError` that clients may be told, with what it was as its cause. */
export class StreamClient {
  readonly #address: DurableStreamsAddress;
  readonly #abort = new AbortController();

  constructor(address: DurableStreamsAddress) {
    this.#address = address;
  }

  /**
   * Makes a stream with its first messages; leaves one alone that is there.
   * @param ttlMs How long it is kept without being read or written.
   */
  async create(name: string, ttlMs: number, items: readonly unknown[] = []): Promise<void> {
    const headers = { 'stream-ttl': String(Math.max(1, Math.ceil(ttlMs / 1000))) };
    const response = await this.#ask('PUT', name, { headers, body: JSON.stringify(items) });
    // 409: it is there, and was made in another way.
    await finish(response, [200, 201, 409]);
  }

  /** Adds messages. */
  async append(
    name: string,
    items: readonly unknown[],
    writer?: StreamWriter,
  ): Promise<AppendFate> {
    const headers = writer && {
      'producer-id': 'writer',
      'producer-epoch': String(writer.epoch),
      'producer-seq': String(writer.seq),
      ...(writer.isLast && { 'stream-closed': 'true' }),
    };
    const response = await this.#ask('POST', name, { headers, body: JSON.stringify(items) });
    const { status } = response;
    await finish(response, [200, 204, 403, 404, 409, 410]);
    if (status === 404 || status === 410) return 'gone';
    if (status === 403) return 'fenced';
    return status === 409 ? 'closed' : 'taken';
  }

  /** Reads from a place to the end as it is now; undefined when there is no such stream. */
  async read(name: string, from: string): Promise<StreamPage | undefined> {
    const items: unknown[] = [];
    for (let offset = from; ;) {
      const page = await this.#page(name, { offset });
      if (!page) return undefined;
      items.push(...page.items);
      if (page.isUpToDate || page.isClosed || page.offset === offset) return { ...page, items };
      offset = page.offset;
    }
  }

  /** Waits for what comes behind a place; a page without messages says that nothing has come for a while. */
  follow(
    name: string,
    { offset, cursor }: Pick<StreamPage, 'offset' | 'cursor'>,
    signal: AbortSignal,
  ): Promise<StreamPage | undefined> {
    return this.#page(name, { offset, live: 'long-poll', ...(cursor && { cursor }) }, signal);
  }

  /** Says whether a stream is there, which does not keep it longer. */
  async has(name: string): Promise<boolean> {
    const response = await this.#ask('HEAD', name);
    await finish(response, [200, 404, 410]);
    return response.status === 200;
  }

  /** Keeps a stream for as long again; false when there is none. */
  async touch(name: string): Promise<boolean> {
    return (await this.#page(name, { offset: 'now' })) !== undefined;
  }

  /** Forgets a stream. */
  async remove(name: string): Promise<void> {
    await finish(await this.#ask('DELETE', name), [200, 204, 404, 410]);
  }

  /** Asks no more, and waits for nothing. */
  close(): void {
    this.#abort.abort();
  }

  async #page(
    name: string,
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<StreamPage | undefined> {
    const response = await this.#ask('GET', name, { query, ...(signal && { signal }) });
    const { status, headers } = response;
    const text = await finish(response, [200, 204, 404, 410]);
    if (status === 404 || status === 410) return undefined;
    const items = status === 204 ? [] : tryJson(text);
    const offset = headers.get('stream-next-offset');
    if (offset === null || !Array.isArray(items)) throw away(new Error('no page of a stream'));
    return {
      items,
      offset,
      cursor: headers.get('stream-cursor') ?? '',
      isUpToDate: headers.get('stream-up-to-date') === 'true',
      isClosed: headers.get('stream-closed') === 'true',
    };
  }

  async #ask(
    method: string,
    name: string,
    { query, headers, body, signal }: StreamRequest = {},
  ): Promise<Response> {
    const { url, headers: own, fetch: ask = globalThis.fetch } = this.#address;
    const late = new AbortController();
    const timer = restUnnoticed(setTimeout(() => late.abort(), signal ? newsMs : patienceMs));
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    try {
      return await ask(`${url.replace(/\/$/, '')}/${name}${search}`, {
        method,
        headers: { 'content-type': 'application/json', ...own, ...headers },
        ...(body !== undefined && { body }),
        signal: AbortSignal.any([this.#abort.signal, late.signal, ...(signal ? [signal] : [])]),
      });
    } catch (error) {
      throw away(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

interface StreamRequest {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Reads an answer to its end. Throws when its status is none of these. */
async function finish(response: Response, known: readonly number[]): Promise<string> {
  const text = await response.text().catch((error: unknown) => {
    throw away(error);
  });
  if (known.includes(response.status)) return text;
  throw away(new Error(`status ${response.status}: ${text.slice(0, 200)}`));
}

function away(cause: unknown): ChatError {
  return new ChatError('overloaded', storeGone, { status: 503, retryAfterMs: 2000, cause });
}
