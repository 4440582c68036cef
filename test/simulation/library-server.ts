import { isTerminalEvent, type ChatEvent } from '../../src/protocol/chat-event.ts';
import { createChatServer, type ChatQuestion, type ChatServer } from '../../src/server/index.ts';
import type { RunLogLimits } from '../../src/server/runs/run-log.ts';
import { MemoryRunStore } from '../../src/server/runs/memory-run-store.ts';
import type { LocalRun } from '../../src/server/runs/local-run.ts';
import type { OracleRun } from './oracle-run.ts';
import type { OracleOptions } from './oracle-runs.ts';
import type { Reply, ServerRequest } from './oracle-server.ts';
import type { SimulatedRuns } from './simulated-runs.ts';
import type { World } from './world.ts';

const heartbeatMs = 5000;
const origin = 'http://server.test';

/** The library's own server in a simulated world. What its store is told to log is the truth. */
export class LibraryServer implements SimulatedRuns {
  readonly all: OracleRun[] = [];
  readonly starts = new Map<string, number>();
  readonly asked = new Set<string>();
  readonly cancelled = new Set<string>();
  /** What it could not foresee. */
  readonly failures: unknown[] = [];
  readonly #world: World;
  readonly #options: OracleOptions;
  readonly #open = new Set<Reply>();
  readonly #limits: RunLogLimits;
  #kept: MemoryRunStore;
  #server: ChatServer;

  constructor(world: World, options: OracleOptions) {
    this.#world = world;
    this.#options = options;
    this.#limits = world.random.chance(0.3) ? { maxEvents: 2 + world.random.int(4) } : {};
    [this.#kept, this.#server] = this.#start();
  }

  find(id: string): OracleRun | undefined {
    return this.all.findLast((run) => run.id === id);
  }

  /** Takes a request. */
  handle({ method, path, headers, body }: ServerRequest, reply: Reply): void {
    const [, , collection, id = '', action] = path.split('/');
    const key = headers.get('idempotency-key');
    if (collection === 'chat' && key !== null) this.asked.add(key);
    if (action === 'cancel') this.#noteCancel(id, headers.get('authorization') ?? '');
    const request = new Request(origin + path, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body }),
    });
    this.#open.add(reply);
    void this.#answer(request, reply);
  }

  stop({ id, owner }: OracleRun): void {
    const headers = { authorization: owner };
    const address = `${origin}/api/runs/${encodeURIComponent(id)}/cancel`;
    void this.#server.fetch(new Request(address, { method: 'POST', headers }));
  }

  restart(): void {
    for (const run of this.all) run.isEnded = true;
    this.starts.clear();
    for (const reply of this.#open) reply.destroy();
    this.#open.clear();
    [this.#kept, this.#server] = this.#start();
  }

  /** Here a log lets its oldest events go when it has grown; whether it does soon is drawn at the beginning. */
  evict(): void {}

  #start(): [MemoryRunStore, ChatServer] {
    const runs = new MemoryRunStore({ now: () => this.#world.now });
    const create = runs.create.bind(runs);
    const seen = new WeakSet<LocalRun>();
    runs.create = async (options) => {
      const run = await create({ ...options, limits: this.#limits });
      if (!seen.has(run)) this.#record(run, runs);
      seen.add(run);
      return run;
    };
    const server = createChatServer({
      runs,
      heartbeatMs,
      owner: (request) => request.headers.get('authorization') ?? '',
      answer: (question) => this.#write(question, runs),
      onError: (error) => this.failures.push(error),
    });
    return [runs, server];
  }

  /** Notes all that is logged of a run, for as long as its server lives. */
  #record({ id, owner, chatId, log }: LocalRun, runs: MemoryRunStore): void {
    const truth: OracleRun = {
      id,
      owner,
      chatId,
      script: [],
      log: [...(log.events(-1, Infinity)?.events ?? [])],
      readers: new Set(),
      oldest: 0,
      isEnded: log.isEnded,
    };
    this.all.push(truth);
    const append = log.append.bind(log);
    log.append = (event) => {
      if (this.#kept === runs && !truth.isEnded) truth.log.push(event);
      truth.isEnded ||= isTerminalEvent(event);
      append(event);
    };
  }

  /** What the model writes, at its pace. */
  async *#write(
    { runId, signal }: ChatQuestion,
    runs: MemoryRunStore,
  ): AsyncGenerator<ChatEvent, void, undefined> {
    this.starts.set(runId, (this.starts.get(runId) ?? 0) + 1);
    const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
    for (const event of this.#options.answer(this.all.length - 1)) {
      const pace = new Promise<void>((resolve) => {
        this.#world.after(this.#options.pace(), resolve);
      });
      await Promise.race([pace, stopped]);
      if (signal.aborted || this.#kept !== runs) return;
      yield event;
    }
  }

  #noteCancel(id: string, owner: string): void {
    const run = this.find(id);
    if (!run || run.owner === owner) this.cancelled.add(id);
  }

  async #answer(request: Request, reply: Reply): Promise<void> {
    let hasLeft = false;
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    reply.onClose = () => {
      hasLeft = true;
      this.#open.delete(reply);
      void reader?.cancel();
    };
    const response = await this.#server.fetch(request);
    if (!this.#open.has(reply)) return void response.body?.cancel();
    reply.head(response.status, Object.fromEntries(response.headers));
    reader = response.body?.getReader();
    const decoder = new TextDecoder();
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      if (hasLeft) return;
      reply.write(decoder.decode(next.value, { stream: true }));
    }
    if (this.#open.delete(reply)) reply.end();
  }
}
