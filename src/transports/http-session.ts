import { createEventDecoder, type DecodedFrame } from '../dialects/event-decoder.ts';
import type { WireFormat } from '../dialects/dialect.ts';
import { terminalEnd, terminalError } from '../protocol/apply-event.ts';
import { ChatError, truncatedError } from '../protocol/chat-error.ts';
import { isTerminalEvent } from '../protocol/chat-event.ts';
import type { MessageEnd } from '../protocol/chat-message.ts';
import type { ChatRequest, ResumeRequest, TransportEvent } from '../protocol/chat-transport.ts';
import { parseCursor } from '../protocol/cursor.ts';
import { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts';
import type { HttpEndpoint } from './http-endpoint.ts';
import { toChatError } from './http-error.ts';
import { pause } from './pause.ts';
import { createRunCursor } from './run-cursor.ts';
import { createRunPolicy, type RetryOptions } from './run-policy.ts';
import { snapshotOf, type Snapshot } from './snapshot.ts';

/** What the sessions of one transport share. */
export interface HttpSessionOptions extends ExchangeOptions {
  readonly endpoint: HttpEndpoint;
  readonly random: () => number;
  readonly retry?: RetryOptions | undefined;
  readonly format?: WireFormat | undefined;
}

/** Tells one run from here to its end as its reader sees it, over as many connections as it takes. */
export async function* readHttpRun(
  options: HttpSessionOptions,
  request: ChatRequest | ResumeRequest,
): AsyncGenerator<TransportEvent, void, undefined> {
  const { endpoint, format, page } = options;
  const { signal } = request;
  const isResume = !('messages' in request);
  const policy = createRunPolicy(isResume, options.random, options.retry);
  const cursor = createRunCursor(request.runId, (isResume ? request.after : undefined) ?? -1);
  let end: RunEnd | undefined;
  // Whether a snapshot was taken and nothing has come after it.
  let hasSnapshot = false;
  // Received and not yet told.
  let bytes = 0;

  for (;;) {
    const error = yield* readConnection();
    if (signal.aborted) end ??= { end: 'aborted' };
    if (end) return yield { type: 'end', ...end };
    if (!error) continue;
    const next = policy.decide(error, page.isOnline());
    if (next.type === 'end') return yield* next.told;
    // A send that the server has not accepted is only slow; there is nothing to reconnect to.
    if (policy.isResumable) yield { ...next, type: 'reconnecting', error };
    await pause(next.delayMs, { ...options, signal });
  }

  // Returns what broke it; nothing when the run has ended or may be read on at once.
  async function* readConnection(): AsyncGenerator<TransportEvent, ChatError | undefined> {
    const exchange = createExchange(options, signal);
    try {
      const response = await connect(exchange);
      const run = response.headers.get('x-run-id');
      if (run !== null) keep(run);
      yield open();
      yield* read(exchange, response);
      return truncatedError();
    } catch (cause) {
      const error = toChatError(cause);
      const snapshot = hasSnapshot ? undefined : snapshotOf(error);
      if (!snapshot) return error;
      yield open();
      yield replace(snapshot);
      return undefined;
    } finally {
      if (!exchange.isWhole) exchange.close();
    }
  }

  async function connect(exchange: Exchange): Promise<Response> {
    if (!isResume && !policy.isOpen) return endpoint.ask(exchange, request);
    cursor.run ??= await endpoint.findActive(exchange, request.chatId);
    return endpoint.read(exchange, cursor.run, cursor.seq);
  }

  function open(): TransportEvent {
    const isAgain = policy.isOpen;
    policy.isOpen = true;
    return isAgain ? { type: 'reconnected' } : { type: 'open', runId: cursor.run ?? '' };
  }

  // A server that names the run keeps its log, so that reading can go on after a cut.
  function keep(run: string): void {
    cursor.run = run;
    policy.isResumable = true;
  }

  async function* read(exchange: Exchange, response: Response): AsyncGenerator<TransportEvent> {
    const decoder = createEventDecoder({
      format,
      headers: response.headers,
    });
    for await (const chunk of exchange.chunks(response)) {
      const frames = await decoder.push(chunk);
      const named = policy.isResumable ? undefined : parseCursor(decoder.sse.lastEventId);
      if (named) keep(named.run);
      policy.retryMs = decoder.sse.retryMs ?? policy.retryMs;
      bytes += chunk.length;
      yield* tell(frames);
      exchange.isWhole = end !== undefined;
      if (end) return;
    }
    yield* tell(await decoder.flush());
  }

  function* tell(frames: Iterable<DecodedFrame>): Generator<TransportEvent> {
    const receivedAt = options.clock.now();
    for (const { events, id } of frames) {
      const before = cursor.seq;
      const verdict = cursor.accept(id);
      if (verdict === 'gap') throw truncatedError();
      if (verdict === 'drop') continue;
      policy.progress();
      hasSnapshot = false;
      const seq = cursor.seq > before && { seq: cursor.seq };
      for (const event of events) {
        if (signal.aborted) return;
        yield { type: 'event', event, ...seq, receivedAt, bytes };
        bytes = 0;
        if (!isTerminalEvent(event)) continue;
        end = endOf(terminalEnd(event), terminalError(event));
        return;
      }
    }
  }

  function replace({ message, seq }: Snapshot): TransportEvent {
    hasSnapshot = true;
    cursor.seq = seq;
    const { error } = message;
    if (message.end) end = endOf(message.end, error && new ChatError(error.code, error.message));
    return { type: 'snapshot', message, seq };
  }
}

type RunEnd = Omit<Extract<TransportEvent, { type: 'end' }>, 'type'>;

function endOf(end: MessageEnd, error: ChatError | undefined): RunEnd {
  return error ? { end, error } : { end };
}
