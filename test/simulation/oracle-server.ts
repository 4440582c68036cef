import { formatCursor, parseCursor } from '../../src/protocol/cursor.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { messageAt, type OracleRun } from './oracle-run.ts';
import type { OracleOptions, OracleRuns } from './oracle-runs.ts';
import type { World } from './world.ts';

/** A request as it reaches the server. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** `''` where there is none. */
  readonly body: string;
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

const heartbeatMs = 5000;
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'x-vercel-ai-ui-message-stream': 'v1',
  'x-heartbeat-ms': String(heartbeatMs),
};

/** The HTTP face of the oracle: Idempotency-Key, cursors, 204, 400, 404, 410, cancel, heartbeats. */
export class OracleServer {
  readonly #world: World;
  readonly #runs: OracleRuns;
  readonly #options: OracleOptions;
  readonly #open = new Set<Reply>();

  constructor(world: World, runs: OracleRuns, options: OracleOptions) {
    this.#world = world;
    this.#runs = runs;
    this.#options = options;
    runs.onRestart.add(() => {
      for (const reply of this.#open) reply.destroy();
      this.#open.clear();
    });
  }

  /** Takes a request. */
  handle(request: ServerRequest, reply: Reply): void {
    this.#open.add(reply);
    reply.onClose = () => this.#open.delete(reply);
    const [, , collection, id = '', action] = request.path.split('/');
    const owner = request.headers.get('authorization') ?? '';
    if (collection === 'chat') return this.#ask(request, owner, reply);
    const run = this.#runs.get(id, owner);
    if (action === 'active') {
      return this.#answer(reply, 200, { runId: this.#runs.activeIn(id, owner)?.id ?? null });
    }
    if (action === 'cancel') {
      const isStopped = this.#runs.cancel(id, owner) !== undefined;
      return isStopped ? this.#answer(reply, 200, {}) : this.#refuse(reply, 404);
    }
    if (!run) return this.#refuse(reply, 404);
    const cursor = request.headers.get('last-event-id');
    const after = cursor === null ? -1 : parseCursor(cursor)?.seq;
    if (after === undefined || after >= run.log.length) return this.#refuse(reply, 400);
    if (run.isEnded && after === run.log.length - 1) return this.#refuse(reply, 204);
    return this.#stream(run, after, reply);
  }

  #ask(request: ServerRequest, owner: string, reply: Reply): void {
    const id = request.headers.get('idempotency-key') ?? '';
    return this.#stream(this.#runs.ask(id, owner), -1, reply);
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
