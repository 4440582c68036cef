import { isTerminalEvent, type ChatEvent } from '../../src/protocol/chat-event.ts';
import { formatCursor, parseCursor } from '../../src/protocol/cursor.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { messageAt, type OracleRun } from './oracle-run.ts';
import type { World } from './world.ts';

/** A request as it reaches the server. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
}

/** The server's end of one connection. */
export interface Reply {
  /** Is called once when the server learns that its client has gone. */
  onClose: () => void;
  readonly head: (status: number, headers?: Record<string, string>) => void;
  readonly write: (text: string) => void;
  readonly end: () => void;
  /** Breaks the connection off. */
  readonly destroy: () => void;
}

/** How the server behaves; what is left out it does not do. */
export interface OracleOptions {
  /** The answer to the nth question. */
  readonly answer: (question: number) => readonly ChatEvent[];
  /** How long the model takes for its next event, in milliseconds. */
  readonly pace: () => number;
  /** How many events a resumed stream repeats. */
  readonly overlap?: () => number;
  /** Whether an event is written twice, or left out once. */
  readonly slip?: () => 'twice' | 'never' | undefined;
  /** Whether a 410 has a snapshot. @default true */
  readonly hasSnapshots?: boolean;
  /** Whether a run is shown to its owner alone. @default true */
  readonly checksOwner?: boolean;
}

const heartbeatMs = 5000;
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'x-vercel-ai-ui-message-stream': 'v1',
  'x-heartbeat-ms': String(heartbeatMs),
};

/** A model of the server: one log per run, Idempotency-Key, cursors, 204, 400, 404, 410, cancel, heartbeats. */
export class OracleServer {
  /** Every run there ever was, also those that a restart has lost. */
  readonly runs: OracleRun[] = [];
  /** How often the model was started, by run, since the last restart. */
  readonly starts = new Map<string, number>();
  /** The names by which questions were asked. */
  readonly asked = new Set<string>();
  /** Runs whose cancel has arrived. */
  readonly cancelled = new Set<string>();
  readonly #world: World;
  readonly #options: OracleOptions;
  #kept = new Map<string, OracleRun>();
  readonly #open = new Set<Reply>();

  constructor(world: World, options: OracleOptions) {
    this.#world = world;
    this.#options = options;
  }

  /** The newest run of this name. */
  find(id: string): OracleRun | undefined {
    return this.runs.findLast((run) => run.id === id);
  }

  /** Takes a request. */
  handle(request: ServerRequest, reply: Reply): void {
    this.#open.add(reply);
    reply.onClose = () => this.#open.delete(reply);
    const [, , collection, id = '', action] = request.path.split('/');
    const owner = request.headers.get('authorization') ?? '';
    if (collection === 'chat') return this.#ask(request, owner, reply);
    const run = this.#visible(id, owner);
    if (action === 'active') return this.#active(id, owner, reply);
    if (action === 'cancel') return this.#cancel(id, run, reply);
    if (!run) return this.#refuse(reply, 404);
    const cursor = request.headers.get('last-event-id');
    const after = cursor === null ? -1 : parseCursor(cursor)?.seq;
    if (after === undefined || after >= run.log.length) return this.#refuse(reply, 400);
    if (run.isEnded && after === run.log.length - 1) return this.#refuse(reply, 204);
    return this.#stream(run, after, reply);
  }

  /** Loses all runs and all connections. */
  restart(): void {
    for (const run of this.#kept.values()) run.isEnded = true;
    this.#kept = new Map();
    this.starts.clear();
    for (const reply of this.#open) reply.destroy();
    this.#open.clear();
  }

  /** Forgets the oldest events of every run. */
  evict(): void {
    for (const run of this.#kept.values()) run.oldest = Math.max(0, run.log.length - 2);
  }

  /** Stops a run, as another tab of its owner does. */
  stop(run: OracleRun): void {
    if (!run.isEnded) this.#append(run, { type: 'abort', reason: 'stopped' });
  }

  #visible(id: string, owner: string): OracleRun | undefined {
    const run = this.#kept.get(id);
    return run && (run.owner === owner || this.#options.checksOwner === false) ? run : undefined;
  }

  #ask(request: ServerRequest, owner: string, reply: Reply): void {
    const id = request.headers.get('idempotency-key') ?? '';
    this.asked.add(id);
    return this.#stream(this.#kept.get(id) ?? this.#start(id, owner), -1, reply);
  }

  #start(id: string, owner: string): OracleRun {
    const script = this.#options.answer(this.runs.length);
    const run: OracleRun = {
      id,
      owner,
      chatId: 'chat',
      script,
      log: [],
      readers: new Set(),
      oldest: 0,
      isEnded: false,
    };
    this.runs.push(run);
    this.#kept.set(id, run);
    // A cancel may overtake the question.
    if (this.cancelled.has(id)) this.stop(run);
    else {
      this.starts.set(id, (this.starts.get(id) ?? 0) + 1);
      this.#produce(run);
    }
    return run;
  }

  #produce(run: OracleRun): void {
    this.#world.after(this.#options.pace(), () => {
      const event = run.script[run.log.length];
      if (run.isEnded || !event) return;
      this.#append(run, event);
      this.#produce(run);
    });
  }

  #append(run: OracleRun, event: ChatEvent): void {
    run.log.push(event);
    run.isEnded = isTerminalEvent(event);
    for (const wake of run.readers) wake();
  }

  #stream(run: OracleRun, after: number, reply: Reply): void {
    if (after + 1 < run.oldest) return this.#gone(run, reply);
    reply.head(200, { ...streamHeaders, 'x-run-id': run.id });
    reply.write(encodeSse({ id: formatCursor(run.id, after), retry: 1000 }));
    let seq = Math.max(run.oldest, after + 1 - (this.#options.overlap?.() ?? 0));
    let heartbeat: unknown;
    const close = (): void => {
      run.readers.delete(pull);
      this.#world.cancel(heartbeat);
      this.#open.delete(reply);
    };
    const pull = (): void => {
      if (seq < run.oldest) return leave();
      for (; seq < run.log.length; seq++) this.#writeEvent(run, seq, reply);
      this.#world.cancel(heartbeat);
      if (run.isEnded) return leave();
      heartbeat = this.#world.after(heartbeatMs, beat);
    };
    const beat = (): void => {
      reply.write(encodeSse({ comment: 'keep-alive' }));
      heartbeat = this.#world.after(heartbeatMs, beat);
    };
    const leave = (): void => {
      close();
      if (run.isEnded) reply.write(encodeSse({ data: '[DONE]' }));
      reply.end();
    };
    reply.onClose = close;
    run.readers.add(pull);
    pull();
  }

  #writeEvent(run: OracleRun, seq: number, reply: Reply): void {
    const slip = this.#options.slip?.();
    const id = formatCursor(run.id, seq);
    const frame = encodeSse({ id, data: JSON.stringify(run.log[seq]) });
    // Nobody could know that the last event is missing before [DONE].
    const isLost = slip === 'never' && seq < run.log.length - 1;
    if (!isLost) reply.write(slip === 'twice' ? frame + frame : frame);
  }

  #gone(run: OracleRun, reply: Reply): void {
    const seq = run.oldest - 1;
    const snapshot = { seq, message: messageAt(run, seq) };
    const body = this.#options.hasSnapshots === false ? {} : { snapshot };
    return this.#answer(reply, 410, { oldest: run.oldest, ...body });
  }

  #active(chatId: string, owner: string, reply: Reply): void {
    const run = [...this.#kept.values()].findLast(
      (kept) => kept.chatId === chatId && kept.owner === owner && !kept.isEnded,
    );
    return this.#answer(reply, 200, { runId: run?.id ?? null });
  }

  #cancel(id: string, run: OracleRun | undefined, reply: Reply): void {
    if (this.#kept.has(id) && !run) return this.#refuse(reply, 404);
    this.cancelled.add(id);
    if (!run) return this.#refuse(reply, 404);
    this.stop(run);
    return this.#answer(reply, 200, {});
  }

  #refuse(reply: Reply, status: number): void {
    return this.#answer(reply, status, { error: { message: `Status ${status}.` } });
  }

  #answer(reply: Reply, status: number, body: object): void {
    this.#open.delete(reply);
    reply.head(status, { 'content-type': 'application/json' });
    if (status !== 204) reply.write(JSON.stringify(body));
    reply.end();
  }
}
