import { ChatError } from '../../protocol/chat-error.ts';
import { rest } from '../runs/rest.ts';
import type { LocalRun } from '../runs/local-run.ts';
import type { RunWriter, Written } from '../shared-runs/own-runs.ts';
import type { StoreLink } from './store-link.ts';
import { textsOf } from './replies.ts';
import { ringBell } from './ring-bell.ts';
import { runKeys } from './run-keys.ts';
import { appendScript, runScript } from './run-scripts.ts';

/** How a publisher deals with a store that cannot be reached. */
export interface RunPublisherOptions {
  readonly generation: string;
  /** How long the store keeps a run after its last event, in milliseconds. */
  readonly keepMs: number;
  /** How long a run goes on while the store cannot be reached, in milliseconds. */
  readonly maxCutMs: number;
  /** What the store has of it, from a process that has died. @default nothing */
  readonly written?: Written | undefined;
}

type Fate = 'published' | 'nothing' | 'over';

const retryMs = 100;
const maxCharacters = 64 * 1024;
// How often, and for how long, the end of a run is looked after where a replica may take over.
const endLookMs = 1000;
const endLooks = 20;

/**
 * Writes a run of this process into the store. It pulls from the run's log as every reader does: while the store is
 * cut off, events wait in the log and nowhere else, and are written together when it is back.
 */
export class RunPublisher implements RunWriter {
  readonly #connection: StoreLink;
  readonly #run: LocalRun;
  readonly #options: RunPublisherOptions;
  readonly done: Promise<void>;
  #published = -1;
  #snapshotSeq = -1;
  #cutAt: number | undefined;
  #isClosed = false;

  constructor(connection: StoreLink, run: LocalRun, options: RunPublisherOptions) {
    this.#connection = connection;
    this.#run = run;
    this.#options = options;
    this.#published = options.written?.seq ?? -1;
    this.#snapshotSeq = options.written?.snapshotSeq ?? -1;
    this.done = this.#publish();
  }

  close(): void {
    this.#isClosed = true;
    this.#run.log.wake();
  }

  async #publish(): Promise<void> {
    const { log } = this.#run;
    while (!this.#isClosed) {
      const fate = await this.#append().catch((error: unknown) => this.#waitOutCut(error));
      if (fate === 'over') return;
      if (fate === 'nothing' && log.isEnded) {
        if (this.#connection.isReplicated) void this.#stay();
        return;
      }
      if (fate === 'nothing') await log.changed();
    }
  }

  /** Sees to it that the end is there also on a Redis that takes the place of the one which has heard it. */
  async #stay(): Promise<void> {
    const { log } = this.#run;
    for (let looks = 0; looks < endLooks && !this.#isClosed; looks++) {
      await rest(endLookMs);
      // The next look makes up for one that failed.
      await this.#append(true).catch(() => undefined);
      while (this.#published < log.lastSeq && !this.#isClosed) {
        await this.#append().catch(() => rest(retryMs));
      }
    }
  }

  /** @param isLook Whether to ask what is there though there is nothing to add. */
  async #append(isLook = false): Promise<Fate> {
    const { log, id } = this.#run;
    const { keepMs, generation } = this.#options;
    const snapshot = log.folded.seq > this.#snapshotSeq ? log.folded : undefined;
    // What was folded before it could be written is in the snapshot.
    const after = Math.max(this.#published, log.folded.seq);
    const batch = log.events(after, maxCharacters);
    if (!batch && !snapshot && !isLook) return 'nothing';
    const seq = batch?.seq ?? after;
    const isLast = log.isEnded && seq === log.lastSeq;
    const { meta, log: stream, cancel, bells } = runKeys(id);
    const reply = await runScript(
      this.#connection,
      appendScript,
      [meta, stream, cancel, bells],
      [
        generation,
        String(keepMs),
        isLast ? '1' : '0',
        String(after + 1),
        snapshot ? String(snapshot.seq) : '',
        snapshot ? JSON.stringify(snapshot.message) : '',
        ...(batch?.events ?? []).map((event) => JSON.stringify(event)),
      ],
    );
    this.#cutAt = undefined;
    return this.#obey(reply, seq, snapshot?.seq);
  }

  #obey(reply: unknown, seq: number, snapshotSeq = this.#snapshotSeq): Fate {
    const [state, reason, ...bells] = textsOf(reply);
    if (state === 'behind') {
      // Another Redis has taken the place of the one that heard this: what it has not heard is written once more.
      this.#published = Number(reason);
      this.#snapshotSeq = -1;
      return 'published';
    }
    this.#published = seq;
    this.#snapshotSeq = snapshotSeq;
    if (state === 'fenced') {
      // Somebody could not see this process any more and has told the readers elsewhere so; ours must hear the same.
      this.#run.fail(lostTouch());
      return 'over';
    }
    // The store has lost the run: it goes on for the readers here.
    if (state === 'lost') return 'over';
    if (reason) this.#run.cancel(reason);
    for (const bell of bells) this.#ring(bell);
    return 'published';
  }

  #ring(reader: string): void {
    // Who does not hear it looks by himself, a little later.
    ringBell(this.#connection, reader, this.#run.id).catch(() => undefined);
  }

  async #waitOutCut(error: unknown): Promise<Fate> {
    this.#cutAt ??= performance.now();
    const cutMs = performance.now() - this.#cutAt;
    const { maxCutMs, keepMs } = this.#options;
    if (cutMs > maxCutMs) this.#run.fail(asRunFailure(error));
    if (cutMs > maxCutMs + keepMs) return 'over';
    await rest(retryMs);
    return 'published';
  }
}

function lostTouch(): ChatError {
  const text = 'The server lost touch with the store of its answers. Ask again.';
  return new ChatError('overloaded', text, { status: 503 });
}

function asRunFailure(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const text = 'The server cannot use the store of its answers. Ask again in a moment.';
  return new ChatError('overloaded', text, { status: 503, cause });
}
