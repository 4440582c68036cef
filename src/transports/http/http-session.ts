import {
  createEventDecoder,
  type DecodedFrame,
  type EventDecoder,
  type EventDecoderOptions,
} from '../../dialects/event-decoder.ts';
import { terminalEnd, terminalError } from '../../protocol/apply-event.ts';
import { ChatError, truncatedError } from '../../protocol/chat-error.ts';
import { isTerminalEvent } from '../../protocol/chat-event.ts';
import type { MessageEnd } from '../../protocol/chat-message.ts';
import type { ChatRequest, ResumeRequest, TransportEvent } from '../../protocol/chat-transport.ts';
import { parseCursor } from '../../protocol/cursor.ts';
import { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts';
import type { HttpEndpoint } from './http-endpoint.ts';
import { httpErrors } from './http-errors.ts';
import { lostConnection } from '../lost-connection.ts';
import { pause } from '../pause.ts';
import { createRunCursor } from '../run-cursor.ts';
import { createRetryPolicy, type RetryOptions } from '../retry-policy.ts';
import type { ServerTerms } from '../server-terms.ts';
import type { Snapshot } from '../snapshot.ts';

/** What the sessions of one transport share. */
export interface HttpSessionOptions extends ExchangeOptions {
  /** The calls of the server, which may have to be loaded. */
  readonly endpoint: () => HttpEndpoint | Promise<HttpEndpoint>;
  readonly terms: ServerTerms;
  readonly random: () => number;
  readonly retry?: RetryOptions | undefined;
  /** What is known of the stream beforehand. */
  readonly decoding: Omit<EventDecoderOptions, 'headers' | 'contentType' | 'continues'>;
}

/** Tells one run from here to its end as its reader sees it, over as many connections as it takes. */
export async function* readHttpRun(
  options: HttpSessionOptions,
  request: ChatRequest | ResumeRequest,
): AsyncGenerator<TransportEvent, void, undefined> {
  const { endpoint, terms, decoding, page } = options;
  const { signal } = request;
  const isResume = !('messages' in request);
  const policy = createRetryPolicy(isResume, options.random, options.retry, terms.mayRepeat);
  const cursor = createRunCursor(request.runId, (isResume ? request.after : undefined) ?? -1);
  if (isResume && !terms.mayResume(request)) return undefined;
  let decoder: EventDecoder | undefined;
  let end: RunEnd | undefined;
  // Whether a snapshot was taken and nothing has come after it.
  let hasSnapshot = false;
  // Whether every event had a number, so that a replay can be told from news.
  let isNumbered = true;
  // Whether the server has named the run.
  let isNamed = isResume;
  // The run's name, if it stands in the stream and not in its head.
  let learned: string | undefined;
  // Received and not yet told.
  let bytes = 0;
  // A server that answers within its heartbeats need not be waited for as long as one that is asked first.
  let { firstByteTimeoutMs } = options;
  // A second connection beside one that may be dead, and its answer once the first byte has come.
  let probing: Exchange | undefined;
  let found: Response | undefined;

  try {
    for (;;) {
      const error = yield* readConnection();
      if (signal.aborted) end ??= { end: 'aborted' };
      if (end) return yield { type: 'end', ...end };
      if (!error || found) continue;
      const next = policy.decide(error, page.isOnline());
      if (next.type === 'end') return yield* next.told;
      const { attempt, delayMs } = next;
      // A send that the server has not accepted is only slow; there is nothing to reconnect to.
      if (policy.isResumable) yield { type: 'reconnecting', attempt, delayMs, error };
      await pause(next, { ...options, signal });
    }
  } finally {
    probing?.close();
  }

  // Returns what broke it; nothing when the run has ended or may be read on at once.
  async function* readConnection(): AsyncGenerator<TransportEvent, ChatError | undefined> {
    const answer = found;
    if (!answer) probing?.close();
    const proven = answer && probing;
    found = probing = undefined;
    const exchange = proven ?? openExchange(() => void probe(exchange));
    try {
      if (!answer) policy.connect(page.isOnline());
      const response = answer ?? (await connect(exchange));
      const run = cursor.name ?? response.headers.get('x-run-id');
      if (run !== null) keep(run);
      if (policy.state !== 'open') yield open();
      yield* read(exchange, response);
      return truncatedError();
    } catch (cause) {
      const error = lostConnection(cause);
      const isExpired = error.code === 'expired';
      const snapshot = isExpired ? (await httpErrors()).snapshotOf(error) : undefined;
      // What the snapshot shows is all that is left.
      if (hasSnapshot && error.code === 'not-found') {
        return new ChatError('expired', error.message, { status: error.status, cause });
      }
      // One that goes no further brings nothing.
      if (!snapshot || (hasSnapshot && snapshot.seq <= cursor.seq)) return error;
      // Also where it answers a question that was asked again: what is kept can be read on.
      policy.isResumable = true;
      yield open();
      yield replace(snapshot);
      return undefined;
    } finally {
      firstByteTimeoutMs = Math.min(firstByteTimeoutMs, exchange.limitMs);
      if (!exchange.isWhole) exchange.close();
    }
  }

  function openExchange(onDoubt?: () => void): Exchange {
    return createExchange({ ...options, firstByteTimeoutMs }, signal, policy, onDoubt);
  }

  // Breaking off a quiet connection could lose a healthy one, so the new one proves itself first.
  async function probe(doubted: Exchange): Promise<void> {
    if (probing) return;
    const exchange = (probing = openExchange());
    try {
      const response = await readOn(exchange);
      if (await exchange.begin(response)) {
        found = response;
        return doubted.close();
      }
    } catch {
      // The doubted connection stays; its watchdog judges it.
    }
    exchange.close();
    if (probing === exchange) probing = undefined;
  }

  async function connect(exchange: Exchange): Promise<Response> {
    if (!isResume && !policy.isAccepted) {
      terms.ask(request.runId);
      const response = await (await endpoint()).ask(exchange, request, cursor);
      terms.answer(request.runId, response.headers, response.headers.get('x-run-id') ?? undefined);
      return response;
    }
    return readOn(exchange);
  }

  async function readOn(exchange: Exchange): Promise<Response> {
    const calls = await endpoint();
    cursor.run ??= await calls.findActive(exchange, request.chatId);
    return calls.read(exchange, cursor, request.chatId);
  }

  function open(): TransportEvent {
    const isAgain = policy.isAccepted;
    policy.open();
    if (isAgain) return { type: 'reconnected' };
    return { type: 'open', runId: cursor.run ?? '', ...(!isNamed && { isNamed }) };
  }

  // A server that names the run keeps its log, so that reading can go on after a cut.
  function keep(run: string): void {
    cursor.run = run;
    isNamed = true;
    terms.name(run);
    policy.isResumable = isNumbered && terms.mayResume({ ...request, runId: run });
  }

  async function* read(exchange: Exchange, response: Response): AsyncGenerator<TransportEvent> {
    const { headers } = response;
    const continues = decoder?.dialect;
    const here = (decoder = createEventDecoder({ ...decoding, headers, continues }));
    for await (const chunk of exchange.chunks(response)) {
      const frames = await here.push(chunk);
      const named = isNamed ? undefined : parseCursor(here.sse.lastEventId);
      if (named) {
        keep(named.run);
        learned = cursor.run;
      }
      policy.retryMs = here.sse.retryMs ?? policy.retryMs;
      bytes += chunk.length;
      yield* tell(frames);
      exchange.isWhole = end !== undefined;
      if (end) return;
    }
    yield* tell(await here.flush());
  }

  function* tell(frames: Iterable<DecodedFrame>): Generator<TransportEvent> {
    const receivedAt = options.clock.now();
    for (const frame of frames) {
      const before = cursor.seq;
      const verdict = cursor.accept(frame.id);
      if (verdict === 'gap') throw truncatedError();
      if (verdict === 'drop') continue;
      const events = frame.read();
      const seq = cursor.seq > before && { seq: cursor.seq };
      if (!seq && events.length === 0) continue;
      policy.progress();
      hasSnapshot = false;
      for (const event of events) {
        if (signal.aborted) return;
        yield {
          type: 'event',
          event,
          ...seq,
          ...(learned && { runId: learned }),
          receivedAt,
          bytes,
        };
        learned = undefined;
        bytes = 0;
        if (!isTerminalEvent(event)) continue;
        end = endOf(terminalEnd(event), terminalError(event));
        return;
      }
      if (!seq) policy.isResumable = isNumbered = false;
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
