import { ChatError } from '../protocol/chat-error.ts';
import type { Clock } from './clock.ts';
import { toChatError } from './http-error.ts';
import type { PageSignals } from './page-signals.ts';
import { createWatchdog } from './watchdog.ts';

/** What every exchange of a transport shares. */
export interface ExchangeOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly page: PageSignals;
  /** How long the first byte of an answer may take, in milliseconds. */
  readonly firstByteTimeoutMs: number;
}

/** One request and its answer; everything that can fail fails as a `ChatError`. */
export interface Exchange {
  /** Set when the answer is whole: the connection is then read to its end and can be used again. */
  isWhole: boolean;
  /** Sends the request. Resolves with the answer's head, of any status. */
  readonly request: (url: string, init: RequestInit) => Promise<Response>;
  /** Reads the body. Silence is judged only of a server that announced heartbeats; any byte is a sign of life. */
  readonly chunks: (response: Response) => AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the connection and leaves nothing behind. */
  readonly close: () => void;
}

const lingerMs = 1000;

/** Makes an exchange that fails when the signal aborts or the server is silent for too long. */
export function createExchange(
  { fetch, clock, page, firstByteTimeoutMs }: ExchangeOptions,
  aborted: AbortSignal,
): Exchange {
  const controller = new AbortController();
  const { signal } = controller;
  const watchdog = createWatchdog({ clock, page, onSilence: (ms) => fail(silence(ms)) });
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  watchdog.watch(firstByteTimeoutMs);
  aborted.addEventListener('abort', abort);
  if (aborted.aborted) abort();
  const exchange: Exchange = { isWhole: false, request, chunks, close };
  return exchange;

  async function request(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, { ...init, signal });
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  async function* chunks({ body, headers }: Response): AsyncGenerator<Uint8Array, void, undefined> {
    const heartbeatMs = Number(headers.get('x-heartbeat-ms'));
    let isFirst = true;
    reader = body?.getReader();
    try {
      for (;;) {
        const chunk = await reader?.read();
        signal.throwIfAborted();
        if (!chunk?.value) return;
        if (!isFirst) watchdog.heard();
        else if (heartbeatMs > 0) watchdog.watch(Math.max(3 * heartbeatMs, 10_000));
        else watchdog.stop();
        isFirst = false;
        yield chunk.value;
      }
    } catch (cause) {
      throw failureOf(cause);
    } finally {
      if (exchange.isWhole) linger(body);
      else close();
    }
  }

  function close(): void {
    detach();
    fail();
  }

  // Breaking off here would cost the connection, and look like a lost client to the server.
  function linger(body: Response['body']): void {
    detach();
    reader?.releaseLock();
    const timeout = AbortSignal.timeout(lingerMs);
    body?.pipeTo(new WritableStream(), { signal: timeout }).catch(ignore);
  }

  function abort(): void {
    fail(new ChatError('network', 'The request was aborted.'));
  }

  function fail(failure?: ChatError): void {
    controller.abort(failure);
    reader?.cancel(failure).catch(ignore);
  }

  // What an abort makes `fetch` and the body throw is not always its reason.
  function failureOf(cause: unknown): ChatError {
    return toChatError(signal.aborted ? signal.reason : cause);
  }

  function detach(): void {
    watchdog.stop();
    aborted.removeEventListener('abort', abort);
  }
}

function silence(ms: number): ChatError {
  return new ChatError('timeout', `The server was silent for ${ms} ms. Check whether it runs.`);
}

function ignore(): void {}
