import type { ClientFrame, ServerFrame } from '../../src/protocol/web-socket-frame.ts';
import { messageAt, type OracleRun } from './oracle-run.ts';
import type { OracleRuns } from './oracle-runs.ts';
import type { World } from './world.ts';

/** The server's end of one socket. */
export interface SocketReply {
  readonly send: (frame: ServerFrame) => void;
  readonly close: (code: number) => void;
}

interface Reader {
  readonly run: OracleRun;
  readonly pull: () => void;
  next: number;
  credit: number;
}

const heartbeatMs = 5000;
const maxCredit = 32;

/** The `chat.v1` face of the oracle for one socket: runs, credit, nack, gap, cancel, heartbeats. */
export class OracleSocket {
  readonly #world: World;
  readonly #runs: OracleRuns;
  readonly #reply: SocketReply;
  readonly #readers = new Map<string, Reader>();
  readonly #lose = () => this.#reply.close(1012);
  #owner: string | undefined;
  #heartbeat: unknown;

  constructor(world: World, runs: OracleRuns, reply: SocketReply) {
    this.#world = world;
    this.#runs = runs;
    this.#reply = reply;
    runs.onRestart.add(this.#lose);
  }

  /** Takes a frame of the client. */
  take(frame: ClientFrame): void {
    if (frame.type === 'hello') return this.#welcome(frame);
    if (this.#owner === undefined) return this.#reply.close(4401);
    switch (frame.type) {
      case 'send':
        return this.#read(this.#runs.ask(frame.run, this.#owner), -1, frame.credit);
      case 'attach':
        return this.#attach(frame);
      case 'detach':
        return this.#leave(frame.run);
      case 'credit':
        return this.#give(frame.run, frame.n);
      case 'nack':
        return this.#tellAgain(frame);
      case 'cancel':
        return this.#cancel(frame.run);
      case 'ping':
        return this.#reply.send({ type: 'pong', t: frame.t });
      default:
    }
  }

  /** Forgets the socket, which has gone. */
  leave(): void {
    this.#world.cancel(this.#heartbeat);
    this.#runs.onRestart.delete(this.#lose);
    for (const run of this.#readers.keys()) this.#leave(run);
  }

  #welcome({ token, resume = [] }: Extract<ClientFrame, { type: 'hello' }>): void {
    this.#owner = token ?? '';
    const limits = { heartbeatMs, maxFrame: 65_536, maxStreams: 8, maxCredit };
    this.#reply.send({ type: 'welcome', session: 'session', ...limits });
    for (const point of resume) this.#attach(point);
    this.#beat();
  }

  #beat(): void {
    this.#heartbeat = this.#world.after(heartbeatMs, () => {
      this.#reply.send({ type: 'ping', t: this.#world.now });
      this.#beat();
    });
  }

  #attach(wish: {
    readonly run?: string;
    readonly chat?: string;
    readonly after?: number;
    readonly credit?: number;
  }): void {
    const owner = this.#owner ?? '';
    const { run: id, chat, after = -1, credit } = wish;
    const run =
      id === undefined ? this.#runs.activeIn(chat ?? '', owner) : this.#runs.get(id, owner);
    if (run) return this.#read(run, after, credit);
    const subject = id === undefined ? { ...(chat !== undefined && { chat }) } : { run: id };
    const error = { code: 'not_found', message: 'There is no such run.', status: 404 };
    return this.#reply.send({ type: 'err', ...subject, ...error });
  }

  #read(run: OracleRun, after: number, credit = maxCredit): void {
    this.#leave(run.id);
    const pull = (): void => this.#pull(reader);
    const reader: Reader = { run, pull, next: after + 1, credit: Math.min(credit, maxCredit) };
    this.#readers.set(run.id, reader);
    run.readers.add(pull);
    if (reader.next >= run.oldest) {
      this.#reply.send({ type: 'begin', run: run.id, chat: run.chatId, seq: reader.next });
    }
    pull();
  }

  #pull(reader: Reader): void {
    const { run } = reader;
    if (reader.next < run.oldest) this.#tellGap(reader);
    while (reader.credit > 0 && reader.next < run.log.length) {
      const count = 1 + this.#world.random.int(3);
      const evs = run.log.slice(reader.next, reader.next + count);
      this.#reply.send({ type: 'ev', run: run.id, seq: reader.next, evs });
      reader.next += evs.length;
      reader.credit -= 1;
    }
    if (run.isEnded && reader.next === run.log.length) this.#tellEnd(run);
  }

  #tellGap(reader: Reader): void {
    const { run } = reader;
    const seq = run.oldest - 1;
    const snapshot = { seq, message: messageAt(run, seq) };
    this.#reply.send({ type: 'gap', run: run.id, oldest: run.oldest, snapshot });
    reader.next = run.oldest;
  }

  #tellEnd(run: OracleRun): void {
    const type = run.log.at(-1)?.type;
    if (type !== 'finish' && type !== 'error' && type !== 'abort') return;
    const reason = ({ finish: 'done', error: 'error', abort: 'cancelled' } as const)[type];
    this.#reply.send({ type: 'end', run: run.id, seq: run.log.length - 1, reason });
  }

  #give(id: string, n: number): void {
    const reader = this.#readers.get(id);
    if (!reader) return;
    reader.credit = Math.min(maxCredit, reader.credit + n);
    reader.pull();
  }

  #tellAgain({ run: id, from, to }: Extract<ClientFrame, { type: 'nack' }>): void {
    const reader = this.#readers.get(id);
    if (!reader) return;
    const { log, oldest } = reader.run;
    if (from < oldest) return this.#read(reader.run, from - 1, reader.credit);
    const evs = log.slice(from, (to ?? log.length) + 1);
    if (evs.length > 0) this.#reply.send({ type: 'ev', run: id, seq: from, evs });
  }

  #leave(id: string): void {
    const reader = this.#readers.get(id);
    if (reader) reader.run.readers.delete(reader.pull);
    this.#readers.delete(id);
  }

  #cancel(id: string): void {
    const run = this.#runs.cancel(id, this.#owner ?? '');
    if (run) return this.#reply.send({ type: 'cancelled', run: id, seq: run.log.length - 1 });
    const error = { code: 'not_found', message: 'There is no such run.', status: 404 };
    return this.#reply.send({ type: 'err', run: id, ...error });
  }
}
