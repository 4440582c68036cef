import { ChatError } from '../../protocol/chat-error.ts';
import type { Clock } from '../clock.ts';
import { lostConnection } from '../lost-connection.ts';
import type { PageChange, PageSignals } from '../page-signals.ts';
import type { RetryPolicy } from '../retry-policy.ts';
import { createWatchdog } from '../watchdog.ts';

/** What every exchange of a transport shares. */
export interface ExchangeOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly page: PageSignals;
  /** How long the first byte of an answer may take, in milliseconds. */
  readonly firstByteTimeoutMs: number;
  /** Headers of one question, over those of all. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One request and its answer; everything that can fail fails as a `ChatError`. */
export interface Exchange {
  /** Set when the answer is whole: the connection is then read to its end and can be used again. */
  isWhole: boolean;
  /** How long the server may be silent by its own word, in milliseconds; Infinity where it says nothing. */
  readonly limitMs: number;
  /** Aborts when the exchange fails or is closed. */
  readonly signal: AbortSignal;
  /** Sends the request. Resolves with the answer's head, of any status. */
  readonly request: (url: string, init: RequestInit) => Promise<Response>;
  /** Waits for the first byte of the body; false when there is none. The chunk is kept for `chunks`. */
  readonly begin: (response: Response) => Promise<boolean>;
  /**
   * Reads the body, a chunk when one is asked for. Silence is judged only of a server that announced or sent heartbeats,
   * and only while somebody waits for it; any byte is a sign of life.
   */
  readonly chunks: (response: Response) => AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the connection and leaves nothing behind. */
  readonly close: () => void;
}

const lingerMs = 1000;
const colon = 0x3a;

/**
 * Makes an exchange that fails when the signal aborts, when the server is silent for too long, or when its run's policy
 * says so; `probe` is called when the policy doubts that the connection still lives.
 */
export function createExchange(
  { fetch, clock, page, firstByteTimeoutMs, headers: added }: ExchangeOptions,
  aborted: AbortSignal,
  policy?: RetryPolicy,
  probe?: () => void,
): Exchange {
  const controller = new AbortController();
  const { signal } = controller;
  const watchdog = createWatchdog({ clock, page, onSilence: (ms) => fail(silence(ms)) });
  let heartbeatMs = 0;
  let isAnnounced = false;
  let commentAt: number | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let first: Uint8Array | undefined;
  const unsubscribe = page.subscribe(look);
  watchdog.watch(firstByteTimeoutMs);
  aborted.addEventListener('abort', close);
  if (aborted.aborted) close();
  const exchange = { isWhole: false, limitMs: Infinity, signal, request, begin, chunks, close };
  return exchange;

  async function request(url: string, init: RequestInit): Promise<Response> {
    try {
      const headers = { ...(init.headers as ExchangeOptions['headers']), ...added };
      return await fetch(url, { ...init, headers, signal });
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  async function begin(response: Response): Promise<boolean> {
    const { body, headers } = response;
    expect(Number(headers.get('x-heartbeat-ms')));
    isAnnounced = heartbeatMs > 0;
    if (isAnnounced) exchange.limitMs = limitOf(heartbeatMs);
    reader = body?.getReader();
    // Where fetch gives no body to read (React Native), the answer comes whole.
    first = body ? await read() : new Uint8Array(await response.arrayBuffer());
    if (heartbeatMs === 0) watchdog.stop();
    return first !== undefined;
  }

  async function* chunks(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      if (!first) await begin(response);
      for (let chunk = first; chunk; chunk = await read()) yield chunk;
    } finally {
      if (exchange.isWhole) void linger();
      else close();
    }
  }

  function expect(everyMs: number): void {
    if (!(everyMs > heartbeatMs)) return;
    heartbeatMs = everyMs;
    watchdog.watch(limitOf(heartbeatMs));
  }

  // A server that does not announce its heartbeats shows by two of them how far they are apart at most.
  function learn(chunk: Uint8Array | undefined): void {
    if (isAnnounced || chunk?.[0] !== colon || !policy?.isResumable) return;
    const now = clock.now();
    expect(now - (commentAt ?? now));
    commentAt = now;
  }

  async function read(): Promise<Uint8Array | undefined> {
    try {
      watchdog.listen();
      const chunk = await reader?.read();
      signal.throwIfAborted();
      learn(chunk?.value);
      return chunk?.value;
    } catch (cause) {
      throw failureOf(cause);
    } finally {
      watchdog.rest();
    }
  }

  function close(): void {
    detach();
    fail();
  }

  // Breaking off here would cost the connection, and look like a lost client to the server.
  async function linger(): Promise<void> {
    detach();
    const timer = clock.setTimeout(fail, lingerMs);
    try {
      while (await read());
    } catch {
      // The answer is whole already.
    }
    clock.clearTimeout(timer);
  }

  function look(change: PageChange): void {
    if (change === 'visibility' && page.isHidden()) return;
    const verdict = policy?.judge(change, watchdog.silentMs(), heartbeatMs);
    if (verdict === 'cut') fail();
    if (verdict === 'probe') probe?.();
    if (change === 'visibility') watchdog.heard();
  }

  function fail(failure?: ChatError): void {
    controller.abort(failure);
    reader?.cancel(failure).catch(ignore);
  }

  // What an abort makes `fetch` and the body throw is not always its reason.
  function failureOf(cause: unknown): ChatError {
    return lostConnection(signal.aborted ? signal.reason : cause);
  }

  function detach(): void {
    watchdog.stop();
    unsubscribe();
    aborted.removeEventListener('abort', close);
  }
}

function limitOf(heartbeatMs: number): number {
  return Math.max(3 * heartbeatMs, 10_000);
}

function silence(ms: number): ChatError {
  return new ChatError('timeout', `The server was silent for ${ms} ms. Check whether it runs.`);
}

function ignore(): void {}
