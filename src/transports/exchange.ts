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
  readonly #watchdog: Watchdog;
  readonly #abort = () => this.#fail(new ChatError('network', 'The request was aborted.'));
  #failure: ChatError | undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(options: ExchangeOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    const onSilence = (ms: number) => this.#fail(silence(ms));
    this.#watchdog = new Watchdog({ clock: options.clock, page: options.page, onSilence });
    this.#watchdog.watch(options.firstByteTimeoutMs);
    signal.addEventListener('abort', this.#abort);
    if (signal.aborted) this.#abort();
  }

  /** Sends the request. Resolves with the answer's head, of any status. */
  async request(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#options.fetch(url, { ...init, signal: this.#controller.signal });
    } catch (cause) {
      throw this.#failure ?? toChatError(cause);
    }
  }

  /** Reads the body. Silence is judged only of a server that announced heartbeats; any byte is a sign of life. */
  async *chunks(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = response.body?.getReader();
    const heartbeatMs = Number(response.headers.get('x-heartbeat-ms'));
    let isFirst = true;
    this.#reader = reader;
    try {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (this.#failure) throw this.#failure;
        if (done || !value) return;
        if (!isFirst) this.#watchdog.heard();
        else if (heartbeatMs > 0) this.#watchdog.watch(Math.max(3 * heartbeatMs, 10_000));
        else this.#watchdog.stop();
        isFirst = false;
        yield value;
      }
    } catch (cause) {
      throw this.#failure ?? toChatError(cause);
    } finally {
      if (this.isWhole) this.#linger(response);
      else this.close();
    }
  }

  /** Closes the connection and leaves nothing behind. */
  close(): void {
    this.#detach();
    this.#reader?.cancel().catch(ignore);
    this.#controller.abort();
  }

  // Breaking off here would cost the connection, and look like a lost client to the server.
  #linger({ body }: Response): void {
    this.#detach();
    this.#reader?.releaseLock();
    const signal = AbortSignal.timeout(lingerMs);
    body?.pipeTo(new WritableStream(), { signal }).catch(ignore);
  }

  #fail(failure: ChatError): void {
    this.#failure ??= failure;
    this.#controller.abort(failure);
    this.#reader?.cancel(failure).catch(ignore);
  }

  #detach(): void {
    this.#watchdog.stop();
    this.#signal.removeEventListener('abort', this.#abort);
  }
}

function silence(ms: number): ChatError {
  return new ChatError('timeout', `The server was silent for ${ms} ms. Check whether it runs.`);
}

function ignore(): void {}
