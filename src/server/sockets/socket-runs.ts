import { ChatError } from '../../protocol/chat-error.ts';
import { at } from '../../protocol/json.ts';
import type { ClientFrame, ResumePoint, ServerFrame } from '../../protocol/web-socket-frame.ts';
import { runMissing } from '../http/run-answer.ts';
import type { RunStore } from '../runs/run-store.ts';
import { identityOf, readerOf, type Run } from '../runs/run.ts';
import type { FairPump } from './fair-pump.ts';
import { RunReader } from './run-reader.ts';
import type { SocketPlaces } from './socket-places.ts';
import type { SocketVisitor } from './socket-visitor.ts';

/** What the runs of one socket need. */
export interface SocketRunsOptions {
  readonly runs: Pick<RunStore, 'get' | 'activeIn' | 'cancel'>;
  readonly visitor: SocketVisitor;
  /** Who he has proved to be. */
  readonly owner: string;
  /** By what, unless it was the request for the socket. */
  readonly token: string | undefined;
  /** Runs that may be read at once. */
  readonly maxStreams: number;
  readonly pump: FairPump;
  readonly places: SocketPlaces;
  readonly tell: (frame: ServerFrame) => void;
  /** As whom a run is read that answers in a room; undefined for all others. @default there are no rooms */
  readonly ownerOf?: ((run: string) => string | undefined) | undefined;
  /** Is called for each run that begins to be read. */
  readonly onRead: (run: Run) => void;
  /** Is told what failed behind the back of the frame that asked for it. */
  readonly onFailure: (error: unknown) => void;
}

type Frame<Type extends ClientFrame['type']> = Extract<ClientFrame, { readonly type: Type }>;

/** The credit of a reader that names none, in frames. */
const startCredit = 32;
const runIdPattern = /^[\w.-]{8,100}$/;

/** The runs that one socket reads, each by its own place in the run's log. */
export class SocketRuns {
  readonly #options: SocketRunsOptions;
  readonly #readers = new Map<string, RunReader>();
  #isClosed = false;

  constructor(options: SocketRunsOptions) {
    this.#options = options;
  }

  /** Starts a run, or attaches to the one that the same id has started. */
  async send({ run: id, chat, input, credit = startCredit }: Frame<'send'>): Promise<void> {
    if (!runIdPattern.test(id)) throw badRunId();
    this.#makeRoom(id);
    const { visitor, owner, token, places } = this.#options;
    // Before anything is generated: an answer that nobody may read is not worth its model tokens.
    if (!this.#readers.has(id)) places.check(readerOf(owner));
    const run = await visitor.ask({ id, owner, token, body: bodyOf(chat, input) });
    this.#read(run, -1, credit);
  }

  /** Attaches to a run, or to the active one of a chat. */
  async attach({ run: id, chat = '', after = -1, credit = startCredit }: Frame<'attach'>) {
    const { runs, owner, ownerOf } = this.#options;
    const room = id === undefined ? undefined : ownerOf?.(id);
    const run = await (id === undefined
      ? runs.activeIn(chat, identityOf(owner))
      : runs.get(id, room ?? readerOf(owner)));
    // Whoever has lost his room meanwhile has lost its answers.
    if (!run || (room !== undefined && ownerOf?.(run.id) !== room)) throw runMissing();
    if (after > run.log.lastSeq) throw badPlace();
    this.#makeRoom(run.id);
    this.#read(run, after, credit);
  }

  /** Attaches to a run that a socket before has read. */
  resume(point: ResumePoint): Promise<void> {
    return this.attach({ type: 'attach', ...point });
  }

  /** Lets a run go; it goes on. */
  detach(id: string): void {
    const reader = this.#readers.get(id);
    if (!reader) return;
    this.#readers.delete(id);
    this.#options.pump.remove(reader);
    reader.close();
    this.#options.places.leave(id);
  }

  /** Adds leave for `n` frames of a run. */
  credit({ run, n }: Frame<'credit'>): void {
    this.#readers.get(run)?.give(n);
    this.#options.pump.run();
  }

  /** Tells once more what was lost on the way. */
  nack({ run, from, to }: Frame<'nack'>): void {
    this.#readers.get(run)?.resend(from, to);
    this.#options.pump.run();
  }

  /** Stops a run for all its readers; says so when its engine has stopped. */
  async cancel({ run: id, reason = 'the user stopped it' }: Frame<'cancel'>): Promise<void> {
    const { runs, visitor, owner, tell, onFailure } = this.#options;
    const why = reason.slice(0, 200);
    const run = await runs.cancel(id, why, readerOf(owner), visitor.address);
    if (!run) throw runMissing();
    // Not waited for here, where it would hold up the frames behind it.
    tellStopped(run, tell).catch(onFailure);
  }

  /** Lets all runs go. */
  close(): void {
    this.#isClosed = true;
    for (const id of this.#readers.keys()) this.detach(id);
  }

  #read(run: Run, after: number, credit: number): void {
    // The socket may have closed while the run was looked for.
    if (this.#isClosed) return;
    const { places, owner, onRead } = this.#options;
    this.detach(run.id);
    places.read(run.id, readerOf(owner));
    onRead(run);
    const reader = new RunReader(run, after, credit, () => places.leave(run.id));
    this.#readers.set(run.id, reader);
    this.#options.tell(reader.begin());
    this.#options.pump.add(reader);
  }

  #makeRoom(id: string): void {
    const { maxStreams } = this.#options;
    if (this.#readers.has(id) || this.#readers.size < maxStreams) return;
    // One that was told to its end stays only in case that something was lost on the way.
    const done = [...this.#readers].find(([, reader]) => reader.isDone);
    if (!done) throw tooManyStreams(maxStreams);
    this.detach(done[0]);
  }
}

async function tellStopped(run: Run, tell: SocketRunsOptions['tell']): Promise<void> {
  const leave = run.attach();
  await run.settled;
  leave();
  tell({ type: 'cancelled', run: run.id, seq: run.log.lastSeq });
}

/** The body of `POST /api/chat` that an input stands for: its fields, its messages, or the text of the question. */
function bodyOf(chat: string, input: unknown): object {
  if (Array.isArray(input)) return { id: chat, messages: input };
  const text = typeof input === 'string' ? input : at(input, 'text');
  if (typeof text !== 'string') return { ...(input as object), id: chat };
  const message = { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
  return { id: chat, messages: [message] };
}

function badRunId(): ChatError {
  return new ChatError(
    'bad-request',
    'A run must be named by 8 to 100 letters, digits, dots, dashes or underscores. Use a random UUID.',
    { status: 400 },
  );
}

function badPlace(): ChatError {
  return new ChatError(
    'bad-request',
    'The run has no such place yet. Go on after the last seq that came, or after -1.',
    { status: 400 },
  );
}

function tooManyStreams(most: number): ChatError {
  return new ChatError(
    'rate-limited',
    `This socket reads ${most} runs already. Leave one of them first.`,
    { status: 429, retryAfterMs: 1000 },
  );
}
