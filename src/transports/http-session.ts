import { EventDecoder, type DecodedFrame } from '../dialects/event-decoder.ts';
import type { WireFormat } from '../dialects/dialect.ts';
import { terminalEnd, terminalError } from '../protocol/apply-event.ts';
import { ChatError } from '../protocol/chat-error.ts';
import { isTerminalEvent, type TerminalEvent } from '../protocol/chat-event.ts';
import type { ChatRequest, ResumeRequest, TransportEvent } from '../protocol/chat-transport.ts';
import { parseCursor } from '../protocol/cursor.ts';
import { Exchange, type ExchangeOptions } from './exchange.ts';
import type { HttpEndpoint } from './http-endpoint.ts';
import { toChatError } from './http-error.ts';
import { pause } from './pause.ts';
import { RunCursor } from './run-cursor.ts';
import { RunPolicy, truncatedError, type RetryOptions } from './run-policy.ts';
import { snapshotOf, type Snapshot } from './snapshot.ts';

/** What the sessions of one transport share. */
export interface HttpSessionOptions extends ExchangeOptions {
  readonly endpoint: HttpEndpoint;
  readonly random: () => number;
  readonly retry?: RetryOptions | undefined;
  readonly format?: WireFormat | undefined;
}

type End = Extract<TransportEvent, { type: 'end' }>;

/** One run as its reader sees it, over as many connections as it takes. */
export class HttpSession {
  readonly #options: HttpSessionOptions;
  readonly #request: ChatRequest | ResumeRequest;
  readonly #policy: RunPolicy;
  readonly #cursor: RunCursor;
  #end: End | undefined;
  // Whether a snapshot was taken and nothing has come after it.
  #hasSnapshot = false;
  // Received and not yet told.
  #bytes = 0;

  constructor(options: HttpSessionOptions, request: ChatRequest | ResumeRequest) {
    const isResume = !('messages' in request);
    this.#options = options;
    this.#request = request;
    this.#policy = new RunPolicy(isResume, options.random, options.retry);
    this.#cursor = new RunCursor(request.runId, (isResume ? request.after : undefined) ?? -1);
  }

  /** Tells the run from here to its end. */
  async *events(): AsyncGenerator<TransportEvent, void, undefined> {
    const { signal } = this.#request;
    for (;;) {
      const error = yield* this.#attempt();
      if (signal.aborted) this.#end ??= { type: 'end', end: 'aborted' };
      if (this.#end) return yield this.#end;
      if (!error) continue;
      const next = this.#policy.decide(error, this.#options.page.isOnline());
      if (next.type === 'end') return yield* next.told;
      // A send that the server has not accepted is only slow; there is nothing to reconnect to.
      if (this.#policy.isResumable) yield { ...next, type: 'reconnecting', error };
      await pause(next.delayMs, { ...this.#options, signal });
    }
  }

  // One connection. Returns what broke it; nothing when the run has ended or may be read on at once.
  async *#attempt(): AsyncGenerator<TransportEvent, ChatError | undefined, undefined> {
    const exchange = new Exchange(this.#options, this.#request.signal);
    try {
      const response = await this.#connect(exchange);
      yield* this.#open(response.headers.get('x-run-id'));
      yield* this.#read(exchange, response);
      return truncatedError();
    } catch (cause) {
      const error = toChatError(cause);
      const snapshot = this.#hasSnapshot ? undefined : snapshotOf(error);
      if (!snapshot) return error;
      yield* this.#open(null);
      yield* this.#replace(snapshot);
      return undefined;
    } finally {
      if (!exchange.isWhole) exchange.close();
    }
  }

  async #connect(exchange: Exchange): Promise<Response> {
    const { endpoint } = this.#options;
    const request = this.#request;
    if ('messages' in request && !this.#policy.isOpen) return endpoint.ask(exchange, request);
    this.#cursor.run ??= await endpoint.findActive(exchange, request.chatId);
    return endpoint.read(exchange, this.#cursor.run, this.#cursor.seq);
  }

  *#open(run: string | null): Generator<TransportEvent> {
    if (run !== null) this.#keep(run);
    const isAgain = this.#policy.isOpen;
    this.#policy.isOpen = true;
    yield isAgain ? { type: 'reconnected' } : { type: 'open', runId: this.#cursor.run ?? '' };
  }

  // A server that names the run keeps its log, so that reading can go on after a cut.
  #keep(run: string): void {
    this.#cursor.run = run;
    this.#policy.isResumable = true;
  }

  async *#read(exchange: Exchange, response: Response): AsyncGenerator<TransportEvent> {
    const decoder = new EventDecoder({
      format: this.#options.format,
      contentType: response.headers.get('content-type'),
    });
    for await (const chunk of exchange.chunks(response)) {
      const frames = await decoder.push(chunk);
      const cursor = this.#policy.isResumable ? undefined : parseCursor(decoder.sse.lastEventId);
      if (cursor) this.#keep(cursor.run);
      this.#policy.retryMs = decoder.sse.retryMs ?? this.#policy.retryMs;
      this.#bytes += chunk.length;
      yield* this.#tell(frames);
      exchange.isWhole = this.#end !== undefined;
      if (exchange.isWhole) return;
    }
    yield* this.#tell(await decoder.flush());
  }

  *#tell(frames: Iterable<DecodedFrame>): Generator<TransportEvent> {
    const receivedAt = this.#options.clock.now();
    for (const { events, id } of frames) {
      const before = this.#cursor.seq;
      const verdict = this.#cursor.accept(id);
      if (verdict === 'gap') throw truncatedError();
      if (verdict === 'drop') continue;
      this.#progress();
      const seq = this.#cursor.seq > before && { seq: this.#cursor.seq };
      for (const event of events) {
        if (this.#request.signal.aborted) return;
        yield { type: 'event', event, ...seq, receivedAt, bytes: this.#bytes };
        this.#bytes = 0;
        if (!isTerminalEvent(event)) continue;
        this.#finish(event);
        return;
      }
    }
  }

  #progress(): void {
    this.#policy.progress();
    this.#hasSnapshot = false;
  }

  #finish(event: TerminalEvent): void {
    const error = terminalError(event);
    this.#end = { type: 'end', end: terminalEnd(event), ...(error && { error }) };
  }

  *#replace({ message, seq }: Snapshot): Generator<TransportEvent> {
    this.#hasSnapshot = true;
    this.#cursor.seq = seq;
    yield { type: 'snapshot', message, seq };
    const { end, error } = message;
    if (!end) return;
    const cause = error && { error: new ChatError(error.code, error.message) };
    this.#end = { type: 'end', end, ...cause };
  }
}
