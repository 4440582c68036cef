import type { Reply, ServerRequest } from './oracle-server.ts';
import type { World } from './world.ts';

/** What goes wrong with one connection. */
export type Fault =
  | 'refused'
  | 'request lost'
  | 'answer lost'
  | 'busy'
  | 'too many'
  | 'unauthorized'
  | 'bad gateway'
  | 'page'
  | 'reset'
  | 'end'
  | 'hole'
  | 'buffering';

/** How the network behaves. */
export interface NetworkOptions {
  /** What goes wrong with the next connection. */
  readonly fault: () => Fault | undefined;
  /** How long bytes take one way, in milliseconds. */
  readonly latency: () => number;
  /** Whether bytes come in pieces. */
  readonly slices: boolean;
}

/** Whatever takes requests. */
export interface SimulatedServer {
  /** Takes a request. */
  handle(request: ServerRequest, reply: Reply): void;
}

const page = '<!doctype html><html><title>Bad gateway</title></html>';

/** Answers that a gateway gives by itself. */
const gateway: Partial<
  Record<Fault, readonly [status: number, headers: Record<string, string>, body: string]>
> = {
  busy: [503, { 'retry-after': '2' }, ''],
  'too many': [429, { 'retry-after-ms': '700' }, ''],
  unauthorized: [401, {}, ''],
  'bad gateway': [502, { 'content-type': 'text/html' }, page],
  page: [200, { 'content-type': 'text/html' }, page],
};

/** A network between one page and one server, where everything that can go wrong does. */
export class FaultyNetwork {
  /** Connections of the page that are open, as the page sees them. */
  readonly open = new Set<Connection>();
  isOnline = true;
  /** Requests to cancel that never reached the server, or were not answered. */
  lostCancels = 0;
  readonly #world: World;
  readonly #server: SimulatedServer;
  readonly #options: NetworkOptions;

  constructor(world: World, server: SimulatedServer, options: NetworkOptions) {
    this.#world = world;
    this.#server = server;
    this.#options = options;
  }

  /** What the page calls. */
  readonly fetch: typeof fetch = (input, init) =>
    new Promise((resolve, reject) => {
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      const method = init?.method ?? 'GET';
      const headers = new Headers(init?.headers);
      const fault = this.#options.fault();
      const connection = new Connection(this.#world, this.#options, fault, {
        resolve,
        reject,
        signal: init?.signal,
        closed: () => this.open.delete(connection),
      });
      this.open.add(connection);
      this.#world.note(`${method} ${path} ${headers.get('last-event-id') ?? ''} ${fault ?? ''}`);
      this.#world.after(this.#options.latency(), () => {
        const isLost = fault === 'request lost' || !this.isOnline || fault === 'refused';
        const own = fault && gateway[fault];
        if (path.endsWith('/cancel') && (isLost || own)) this.lostCancels += 1;
        if (fault === 'request lost') return;
        if (isLost) return connection.destroy();
        if (own) return connection.answer(own);
        // A request that is under way arrives, whatever its page has done since.
        const body = typeof init?.body === 'string' ? init.body : '';
        return this.#server.handle({ method, path, headers, body }, connection);
      });
    });

  /** Loses the network, and with it what is open. */
  cut(): void {
    this.isOnline = false;
    for (const connection of this.open) connection.destroy();
  }
}

interface PageEnd {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: unknown) => void;
  readonly signal: AbortSignal | null | undefined;
  readonly closed: () => void;
}

const encoder = new TextEncoder();

/** One connection: what the server writes reaches the page in order, in pieces, late, or not at all. */
class Connection implements Reply {
  onClose: () => void = () => {};
  readonly #world: World;
  readonly #options: NetworkOptions;
  readonly #fault: Fault | undefined;
  readonly #page: PageEnd;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;
  #arrivesAt = 0;
  // How many bytes pass before the connection breaks.
  #left = Infinity;
  #isClosed = false;
  #buffer: Uint8Array[] = [];
  readonly #onAbort = () => {
    const reason: unknown = this.#page.signal?.reason;
    this.#close(() => this.#fail(reason));
  };

  constructor(world: World, options: NetworkOptions, fault: Fault | undefined, end: PageEnd) {
    this.#world = world;
    this.#options = options;
    this.#fault = fault;
    this.#page = end;
    if (fault === 'reset' || fault === 'end' || fault === 'hole') {
      this.#left = Math.floor(world.random.next() ** 2 * 1500);
    }
    end.signal?.addEventListener('abort', this.#onAbort);
    if (end.signal?.aborted) this.#onAbort();
  }

  head(status: number, headers: Record<string, string> = {}): void {
    if (this.#fault === 'answer lost') return this.destroy();
    this.#deliver(() => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void (this.#body = controller),
        cancel: () => this.#close(() => {}),
      });
      this.#page.resolve(new Response(status === 204 ? null : body, { status, headers }));
    });
  }

  write(text: string): void {
    const bytes = encoder.encode(text);
    if (this.#fault === 'buffering') this.#buffer.push(bytes);
    else this.#pass(bytes);
  }

  end(): void {
    for (const bytes of this.#buffer) this.#pass(bytes);
    this.#buffer = [];
    if (this.#left <= 0) return;
    this.#deliver(() => this.#close(() => this.#body?.close()));
  }

  destroy(): void {
    this.#deliver(() => this.#close(() => this.#fail(new TypeError('terminated'))));
  }

  /** Answers in the place of the server. */
  answer([status, headers, body]: readonly [number, Record<string, string>, string]): void {
    this.head(status, headers);
    this.#pass(encoder.encode(body));
    this.end();
  }

  #pass(bytes: Uint8Array): void {
    if (this.#left <= 0) return;
    const passed = bytes.subarray(0, Math.min(bytes.length, this.#left));
    this.#left -= bytes.length;
    for (const piece of this.#cut(passed)) {
      this.#deliver(() => {
        if (!this.#isClosed) this.#body?.enqueue(piece);
      });
    }
    if (this.#left > 0) return;
    if (this.#fault === 'reset') this.destroy();
    if (this.#fault === 'end') this.#deliver(() => this.#close(() => this.#body?.close()));
  }

  #cut(bytes: Uint8Array): Uint8Array[] {
    const { random } = this.#world;
    if (!this.#options.slices || bytes.length < 2 || random.chance(0.5)) return [bytes];
    const at = random.int(bytes.length);
    return [bytes.subarray(0, at), bytes.subarray(at)].filter(({ length }) => length > 0);
  }

  // What was written first arrives first.
  #deliver(action: () => void): void {
    const { now } = this.#world;
    this.#arrivesAt = Math.max(this.#arrivesAt, now + this.#options.latency());
    this.#world.after(this.#arrivesAt - now, () => this.#world.reach(action));
  }

  #fail(reason: unknown): void {
    this.#page.reject(reason);
    this.#body?.error(reason);
  }

  #close(action: () => void): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#page.signal?.removeEventListener('abort', this.#onAbort);
    this.#page.closed();
    action();
    // Behind a black hole the server never learns of it.
    if (this.#fault !== 'hole') this.#world.after(this.#options.latency(), () => this.onClose());
  }
}
