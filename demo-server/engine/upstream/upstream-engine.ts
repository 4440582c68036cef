import { ChatError } from 'rivulet/protocol';
import type {
  Engine,
  EngineEvent,
  EngineInfo,
  EngineLoad,
  EngineRequest,
  OpenAnswer,
} from '../engine.ts';
import { RunClock } from '../run-clock.ts';
import { defaultMaxWaiting, SlotPool, type Ticket } from '../slot-pool.ts';
import { TokenPacer, yieldingPace } from '../token-pacer.ts';
import { waitInLine } from '../wait-in-line.ts';
import { RelayTally } from './relay-tally.ts';
import { upstreamFields } from './upstream-fields.ts';
import type { PoolListener, UpstreamPool } from './upstream-pool.ts';

/** How the engine behaves. */
export interface UpstreamEngineOptions {
  /** The model that all of the servers serve. */
  readonly model: string;
  /** Answers at once, at all of them together. */
  readonly parallel: number;
  /** Model tokens per second of one answer; 0 is as fast as they come. */
  readonly pace: number;
  /** @default 32 */
  readonly maxWaiting?: number | undefined;
  /** How often the servers are asked whether they are there, in milliseconds. @default 5 seconds */
  readonly checkMs?: number | undefined;
  /** Is told of each server that comes or goes. @default nobody is told */
  readonly onChange?: PoolListener | undefined;
}

/** The engine that computes nothing itself: other servers answer, with the same queue, limits and abort before them. */
export class UpstreamEngine implements Engine {
  readonly #pool: UpstreamPool;
  readonly #options: UpstreamEngineOptions;
  readonly #slots: SlotPool<number>;
  readonly #closing = new AbortController();

  constructor(pool: UpstreamPool, options: UpstreamEngineOptions) {
    const { model, parallel, maxWaiting = defaultMaxWaiting, checkMs = 5000 } = options;
    this.#pool = pool;
    this.#options = options;
    this.#slots = new SlotPool([...Array(parallel).keys()], maxWaiting);
    pool.watch(model, checkMs, options.onChange ?? (() => undefined));
  }

  get info(): EngineInfo {
    const { model, parallel, pace } = this.#options;
    const { servers } = this.#pool;
    const names = servers.map(({ name }) => name);
    const sizes = servers.flatMap(({ found }) => found?.contextSize ?? []);
    return {
      name: model,
      note: `served by ${names.join(', ')}`,
      bundled: false,
      engine: 'upstream',
      accepts: ['files', 'tools'],
      upstreams: servers.map(({ name, found, isUsable, active, asked, failed }) => ({
        name,
        ...(found && { format: found.format }),
        state: isUsable ? 'works' : 'away',
        active,
        asked,
        failed,
      })),
      bytes: 0,
      device: { backend: 'none', names, gpuLayers: 0, totalLayers: 0 },
      contextSize: sizes.length > 0 ? Math.min(...sizes) : 0,
      parallel,
      pace,
      suggestions: ['What can you do?', 'Show me a table', 'Write a small program'],
    };
  }

  get trouble(): string | undefined {
    return this.#pool.trouble;
  }

  load(): EngineLoad {
    return { active: this.#slots.active, waiting: this.#slots.waiting };
  }

  prepare(request: EngineRequest): Promise<OpenAnswer> {
    // What no server has a word for is refused before anything is asked.
    for (const { found } of this.#pool.servers) if (found) upstreamFields(request, found.format);
    return Promise.resolve((stop) => {
      if (this.#closing.signal.aborted) throw refusal('The server is shutting down.');
      const { conversation, owner, address } = request;
      const ticket = this.#slots.request(conversation, owner, address);
      return this.#answer(request, AbortSignal.any([stop, this.#closing.signal]), ticket);
    });
  }

  close(): Promise<void> {
    this.#closing.abort();
    this.#pool.close();
    return Promise.resolve();
  }

  async *#answer(
    request: EngineRequest,
    signal: AbortSignal,
    ticket: Ticket<number>,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const wake = () => ticket.bell.ring();
    signal.addEventListener('abort', wake);
    const clock = new RunClock();
    const tally = new RelayTally();
    try {
      yield* waitInLine(ticket, () => signal.aborted);
      yield { type: 'relay-start', queueMs: clock.start() };
      if (!signal.aborted) yield* this.#relay({ request, signal, ticket, clock, tally });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', wake);
      ticket.release();
    }
    const { reason, usage, metadata, pieces } = tally;
    const timings = clock.timings(usage.outputTokens ?? pieces);
    yield {
      type: 'relay-end',
      reason: signal.aborted ? 'abort' : reason,
      usage,
      timings,
      metadata,
    };
  }

  async *#relay({
    request,
    signal,
    ticket,
    clock,
    tally,
  }: Relayed): AsyncGenerator<EngineEvent, void, undefined> {
    const isWaitedFor = () => this.#slots.waiting > 0;
    const pace = yieldingPace(request.pace, this.#options.pace, isWaitedFor);
    const pacer = new TokenPacer(pace, ticket.bell);
    const { server, events } = await this.#pool.ask(request, signal, this.#options.model);
    const messageMetadata = { device: server.name };
    yield { type: 'relay', event: { type: 'message-metadata', messageMetadata }, pieces: 0 };
    for await (const event of events) {
      if (event.type === 'abort') throw refusal('The model server stopped this answer. Ask again.');
      const before = tally.pieces;
      const isSeen = tally.push(event);
      if (tally.pieces > before) await pacer.pause(clock.token());
      if (signal.aborted) return;
      if (isSeen) yield { type: 'relay', event, pieces: tally.pieces };
    }
  }
}

interface Relayed {
  readonly request: EngineRequest;
  readonly signal: AbortSignal;
  readonly ticket: Ticket<number>;
  readonly clock: RunClock;
  readonly tally: RelayTally;
}

function refusal(text: string): ChatError {
  return new ChatError('overloaded', text, { status: 503, retryAfterMs: 5000 });
}
