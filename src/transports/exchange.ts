import { ChatError } from '../protocol/chat-error.ts';
import type { Clock } from './clock.ts';
import { toChatError } from './http-error.ts';
import type { PageSignals } from './page-signals.ts';
import { Watchdog } from './watchdog.ts';

/** What every exchange of a transport shares. */
export interface ExchangeOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly page: PageSignals;
  /** How long the first byte of an answer may take, in milliseconds. */
  readonly firstByteTimeoutMs: number;
}

const lingerMs = 1000;

/** One request and its answer; everything that can fail fails as a `ChatError`. */
export class Exchange {
  /** Set when the answer is whole: the connection is then read to its end and can be used again. */
  isWhole = false;
  readonly #options: ExchangeOptions;
  readonly #signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #abort = () => this.#fail(new ChatError('network', 'The request was aborted.'));
  #failure: ChatError | undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #watchdog: Watchdog | undefined;
  #timer: unknown;

  constructor(options: ExchangeOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    signal.addEventListener('abort', this.#abort);
    if (signal.aborted) this.#abort();
    this.#setTimeout(options.firstByteTimeoutMs, () =>
      this.#fail(timeout(`did not answer within ${options.firstByteTimeoutMs} ms`)),
    );
  }

  /** Sends the request. Resolves with the answer's head, of any status. */
  async request(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#options.fetch(url, { ...init, signal: this.#controller.signal });
    } catch (cause) {
      throw this.#failure ?? toChatError(cause);
    }
  }

  /** Reads the body; every chunk is a sign of life for a server that announced heartbeats. */
  async *chunks(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = response.body?.getReader();
    this.#reader = reader;
    this.#watch(Number(response.headers.get('x-heartbeat-ms')));
    try {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (this.#failure) throw this.#failure;
        if (done || !value) return;
        this.#options.clock.clearTimeout(this.#timer);
        this.#watchdog?.heard();
        yield value;
      }
    } catch (cause) {
      throw this.#failure ?? toChatError(cause);
    } finally {
      if (this.isWhole) void this.#linger();
      else this.close();
    }
  }

  /** Closes the connection and leaves nothing behind. */
  close(): void {
    this.#detach();
    this.#reader?.cancel().catch(ignore);
    this.#controller.abort();
  }

  #watch(heartbeatMs: number): void {
    if (!(heartbeatMs > 0)) return;
    const { clock, page } = this.#options;
    const timeoutMs = Math.max(3 * heartbeatMs, 10_000);
    const onSilence = () => this.#fail(timeout(`was silent for ${timeoutMs} ms`));
    this.#watchdog = new Watchdog({ timeoutMs, clock, page, onSilence });
  }

  // Breaking off here would cost the connection, and look like a lost client to the server.
  async #linger(): Promise<void> {
    this.#detach();
    this.#setTimeout(lingerMs, () => this.close());
    try {
      while (!(await this.#reader?.read())?.done);
    } catch {
      // The answer is whole; how its connection ends does not matter.
    }
    this.close();
  }

  #fail(failure: ChatError): void {
    this.#failure ??= failure;
    this.#controller.abort(failure);
    this.#reader?.cancel(failure).catch(ignore);
  }

  #setTimeout(ms: number, callback: () => void): void {
    this.#timer = this.#options.clock.setTimeout(callback, ms);
  }

  #detach(): void {
    this.#options.clock.clearTimeout(this.#timer);
    this.#watchdog?.stop();
    this.#signal.removeEventListener('abort', this.#abort);
  }
}

function timeout(what: string): ChatError {
  return new ChatError('timeout', `The server ${what}. Check whether it runs, then try again.`);
}

function ignore(): void {}
