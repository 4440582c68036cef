import type { EventDecoderOptions } from '../../dialects/event-decoder.ts';
import type {
  ChatRequest,
  ChatTransport,
  ResumeRequest,
  TransportEvent,
} from '../../protocol/chat-transport.ts';
import { systemClock, type Clock } from '../clock.ts';
import { createExchange } from './exchange.ts';
import { httpEndpoint, type HttpEndpoint, type HttpEndpointOptions } from './http-endpoint.ts';
import { readHttpRun, type HttpSessionOptions } from './http-session.ts';
import { browserPage, type PageSignals } from '../page-signals.ts';
import { createServerTerms } from '../server-terms.ts';
import type { RetryOptions } from '../retry-policy.ts';

/** Options of `httpTransport`. */
export interface HttpTransportOptions
  extends
    HttpEndpointOptions,
    Pick<
      EventDecoderOptions,
      'format' | 'reasoning' | 'reasoningTags' | 'cumulative' | 'maxEventLength'
    > {
  /** How often and how patiently it tries again. @default {} */
  readonly retry?: RetryOptions | undefined;
  /** How long the first byte of an answer may take, in milliseconds: a model may have to be loaded first. @default 300,000 */
  readonly firstByteTimeoutMs?: number | undefined;
  /** Where the answers of a `fetch` have no `body`, as React Native's, they come whole; `expo/fetch` streams. @default the page's own */
  readonly fetch?: typeof fetch | undefined;

  /** Time; a test passes its own. @default the page's */
  readonly clock?: Clock | undefined;

  /** Whether the page is visible and online; a test passes its own. @default the page's */
  readonly page?: PageSignals | undefined;

  /** Draws the waits between tries, between 0 and 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Talks to a server over HTTP: POST for an answer, which streams back in any of the known formats. A question that may have
 * arrived is sent again only to a server that has shown that it answers it once (it answers the `Idempotency-Key`, or names
 * the run by it); after 408 and 429 to any.
 * From a server that keeps its runs (it sends `X-Run-Id` or SSE ids `<run>:<seq>`) a lost
 * connection is taken up where it broke, with capped and jittered waits; from any other it ends the
 * message as `truncated`.
 */
export function httpTransport(options: HttpTransportOptions): ChatTransport {
  const {
    clock = systemClock,
    page = browserPage,
    random = Math.random,
    firstByteTimeoutMs = 300_000,
  } = options;
  const terms = createServerTerms(options);
  const own = httpEndpoint(options, terms);
  const load: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const { url, resume, resumeUrl, cancelUrl, activeUrl } = options;
  let special: HttpEndpoint | undefined;
  // Means of a backend's own, and addresses of the app's, load with the first call.
  const isSpecial =
    resume || resumeUrl || cancelUrl || activeUrl || /\/(?:responses|interactions)\b/.test(url);
  const loadSpecial = async () => {
    const { keptRunEndpoint } = await import('./kept-run-endpoint.ts');
    return (special ??= keptRunEndpoint(own, options, load));
  };
  const session: HttpSessionOptions = {
    endpoint: isSpecial ? loadSpecial : () => own,
    terms,
    fetch: load,
    clock,
    page,
    random,
    firstByteTimeoutMs,
    retry: options.retry,
    decoding: options,
  };
  return {
    send: read,
    resume: read,
    cancel: (runId, reason, headers) => cancel({ ...session, headers }, runId, reason),
    deleteChat: (chatId) =>
      import('./delete-chat.ts').then(({ deleteChat }) => deleteChat(session, options, chatId)),
    mayRepeat: terms.mayRepeat,
  };

  function read(request: ChatRequest | ResumeRequest): AsyncIterable<TransportEvent> {
    return readHttpRun({ ...session, headers: request.headers }, request);
  }
}

// A cancel that is lost leaves the model running, so it is worth the tries of a send; a mere guess is worth one, and whether
// it was right nobody hears.
async function cancel(session: HttpSessionOptions, runId: string, reason?: string): Promise<void> {
  const may = session.terms.mayCancel(runId);
  if (!may) return;
  const tell = async () => {
    const exchange = createExchange(session, new AbortController().signal);
    try {
      await (await session.endpoint()).cancel(exchange, runId, reason);
    } finally {
      exchange.close();
    }
  };
  try {
    await tell();
  } catch (cause) {
    if (may !== 'guess')
      await (await import('./cancel-again.ts')).cancelAgain(session, cause, tell);
  }
}
