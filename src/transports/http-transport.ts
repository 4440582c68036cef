import type { WireFormat } from '../dialects/dialect.ts';
import type { ChatTransport } from '../protocol/chat-transport.ts';
import { systemClock, type Clock } from './clock.ts';
import { Exchange } from './exchange.ts';
import { toChatError } from './http-error.ts';
import { HttpEndpoint, type HttpEndpointOptions } from './http-endpoint.ts';
import { HttpSession, type HttpSessionOptions } from './http-session.ts';
import { browserPage, type PageSignals } from './page-signals.ts';
import { pause } from './pause.ts';
import type { RetryOptions } from './run-policy.ts';

/** Options of `httpTransport`. */
export interface HttpTransportOptions extends HttpEndpointOptions {
  /** @default detected */
  readonly format?: WireFormat;
  readonly retry?: RetryOptions;
  /** How long the first byte of an answer may take, in milliseconds. @default 120,000 */
  readonly firstByteTimeoutMs?: number;
  /** @default the page's own */
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly page?: PageSignals;
  readonly random?: () => number;
}

/**
 * Talks to a server over HTTP: POST for an answer, which streams back in any of the known formats.
 * From a server that keeps its runs (it sends `X-Run-Id` or SSE ids `<run>:<seq>`) a lost
 * connection is taken up where it broke, with capped and jittered waits; from any other it ends the
 * message as `truncated`.
 */
export function httpTransport(options: HttpTransportOptions): ChatTransport {
  const session: HttpSessionOptions = {
    endpoint: new HttpEndpoint(options),
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    clock: options.clock ?? systemClock,
    page: options.page ?? browserPage,
    random: options.random ?? Math.random,
    firstByteTimeoutMs: options.firstByteTimeoutMs ?? 120_000,
    retry: options.retry,
    format: options.format,
  };
  return {
    send: (request) => new HttpSession(session, request).events(),
    resume: (request) => new HttpSession(session, request).events(),
    cancel: (runId, reason) => cancel(session, runId, reason),
  };
}

// A cancel that is lost leaves the model running, so it is worth three tries.
async function cancel(session: HttpSessionOptions, runId: string, reason?: string): Promise<void> {
  const { signal } = new AbortController();
  for (const waitMs of [500, 1000, 0]) {
    const exchange = new Exchange(session, signal);
    try {
      return await session.endpoint.cancel(exchange, runId, reason);
    } catch (cause) {
      if (!toChatError(cause).retryable || !waitMs) return;
    } finally {
      exchange.close();
    }
    await pause(session.random() * waitMs, { ...session, signal });
  }
}
