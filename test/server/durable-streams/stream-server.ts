import { setTimeout as delay } from 'node:timers/promises';

interface Stream {
  readonly items: unknown[];
  readonly ttl: string;
  isClosed: boolean;
  readonly writers: Map<string, { epoch: number; seq: number }>;
  touchedAt: number;
}

// How long a reader waits for news.
const pollMs = 1000;

/** As much of a Durable Streams server as a store of runs asks for, in memory. The real one stands in test/peers. */
export class StreamServer {
  /** What has been asked, as `METHOD kind`. */
  readonly requests: string[] = [];
  /** Whether nothing goes through. */
  isCut = false;
  /** Whether what is asked arrives and its reply does not. */
  losesReplies = false;
  readonly #streams = new Map<string, Stream>();
  readonly #waiting = new Set<() => void>();

  /** The names of the streams of a kind, such as `runs`. */
  names(kind: string): string[] {
    return [...this.#streams.keys()].filter((name) => name.startsWith(`${kind}/`));
  }

  /** Forgets a stream as if its time were up. */
  forget(name: string): void {
    this.#streams.delete(name);
    this.#wake();
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const name = url.pathname.replace('/v1/stream/app/', '');
    this.requests.push(`${request.method} ${name.split('/')[0]}`);
    if (this.isCut) throw new TypeError('fetch failed');
    const response = await this.#answer(request, name, url.searchParams);
    if (this.isCut || this.losesReplies) throw new TypeError('fetch failed');
    return response;
  };

  async #answer(request: Request, name: string, query: URLSearchParams): Promise<Response> {
    const stream = this.#find(name);
    if (request.method === 'PUT') return this.#create(name, stream, request);
    if (!stream) return new Response('Stream not found', { status: 404 });
    if (request.method === 'HEAD') return new Response(null, { headers: placeOf(stream) });
    stream.touchedAt = performance.now();
    if (request.method === 'GET') return this.#read(name, query, request.signal);
    if (request.method === 'POST') return this.#append(stream, request);
    this.forget(name);
    return new Response(null, { status: 204 });
  }

  #find(name: string): Stream | undefined {
    const stream = this.#streams.get(name);
    const isOver = stream && performance.now() - stream.touchedAt > Number(stream.ttl) * 1000;
    if (isOver) this.#streams.delete(name);
    return isOver ? undefined : stream;
  }

  async #create(name: string, known: Stream | undefined, request: Request): Promise<Response> {
    const ttl = request.headers.get('stream-ttl') ?? '';
    if (!/^[1-9]\d*$/.test(ttl)) return new Response('Invalid Stream-TTL value', { status: 400 });
    if (known)
      return new Response(null, { status: known.isClosed || known.ttl !== ttl ? 409 : 200 });
    const items = (await request.json()) as unknown[];
    const touchedAt = performance.now();
    const stream = { items, ttl, isClosed: false, writers: new Map(), touchedAt };
    // Whoever was faster while the body was read.
    if (this.#streams.has(name)) return new Response(null, { status: 200 });
    this.#streams.set(name, stream);
    return new Response(null, { status: 201, headers: placeOf(stream) });
  }

  async #append(stream: Stream, request: Request): Promise<Response> {
    const items = (await request.json()) as unknown[];
    if (items.length === 0) return new Response('Empty arrays are not allowed', { status: 400 });
    const { headers } = request;
    const id = headers.get('producer-id');
    const [epoch, seq] = [
      Number(headers.get('producer-epoch')),
      Number(headers.get('producer-seq')),
    ];
    const last = id === null ? undefined : stream.writers.get(id);
    if (last && epoch < last.epoch) return new Response(null, { status: 403 });
    if (last && epoch === last.epoch && seq <= last.seq) return new Response(null, { status: 204 });
    if (stream.isClosed) return new Response(null, { status: 409, headers: placeOf(stream) });
    const next = last && epoch === last.epoch ? last.seq + 1 : 0;
    if (id !== null && seq !== next) return new Response('Sequence gap', { status: 409 });
    if (id !== null) stream.writers.set(id, { epoch, seq });
    stream.items.push(...items);
    stream.isClosed = headers.get('stream-closed') === 'true';
    this.#wake();
    return new Response(null, { status: id === null ? 204 : 200, headers: placeOf(stream) });
  }

  async #read(name: string, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
    const from = query.get('offset') ?? '-1';
    let stream = this.#find(name);
    const count = from === 'now' ? (stream?.items.length ?? 0) : Math.max(0, Number(from));
    const isLive = query.get('live') === 'long-poll';
    if (isLive && stream && stream.items.length <= count && !stream.isClosed) {
      const news = new Promise<void>((resolve) => void this.#waiting.add(resolve));
      const left = new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      // News may be that of another stream: then there is none of this one, as when the time is up.
      await Promise.race([news, left, delay(pollMs, undefined, { ref: false })]);
      signal.throwIfAborted();
      stream = this.#find(name);
    }
    if (!stream) return new Response('Stream not found', { status: 404 });
    // Not all at once, so that a reader has to read on.
    const items = stream.items.slice(count, count + 500);
    const place = placeOf(stream, count + items.length);
    if (isLive && items.length === 0) return new Response(null, { status: 204, headers: place });
    return Response.json(items, { headers: place });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

function placeOf({ items, isClosed }: Stream, count = items.length): Record<string, string> {
  const isUpToDate = count === items.length;
  return {
    'stream-next-offset': String(count),
    ...(isUpToDate && { 'stream-up-to-date': 'true' }),
    ...(isUpToDate && isClosed && { 'stream-closed': 'true' }),
  };
}
