import { ChatError } from '../../protocol/chat-error.ts';
import type { RunWriter, Written } from '../shared-runs/own-runs.ts';
import type { LocalRun } from '../runs/local-run.ts';
import { rest } from '../runs/rest.ts';
import type { StreamClient, StreamWriter } from './stream-client.ts';
import type { StreamItem } from './stream-items.ts';

/** How a run is written into its stream. */
export interface StreamWriterOptions {
  /** The stream. */
  readonly name: Promise<string>;
  /** Which of the processes that have written it this is; the first is 0. */
  readonly epoch: number;
  /** How long a run goes on while the store cannot be reached, in milliseconds. */
  readonly maxCutMs: number;
  /** How long the store keeps a run after its last event, in milliseconds. */
  readonly keepMs: number;
  /** What the stream has of it, from a process that has died. @default nothing */
  readonly written?: Written | undefined;
}

/** What is on its way, the same until it has arrived: the stream takes what comes twice once. */
interface Parcel {
  readonly items: readonly StreamItem[];
  readonly writer: StreamWriter;
  /** The newest event in it. */
  readonly seq: number;
}

const retryMs = 100;
const maxCharacters = 64 * 1024;

/** Writes a run of this process into its stream. It pulls from the run's log as every reader does. */
export class StreamRunWriter implements RunWriter {
  readonly done: Promise<void>;
  readonly #client: StreamClient;
  readonly #run: LocalRun;
  readonly #options: StreamWriterOptions;
  #published: number;
  #next: number;
  #cutAt: number | undefined;
  #isClosed = false;

  constructor(client: StreamClient, run: LocalRun, options: StreamWriterOptions) {
    this.#client = client;
    this.#run = run;
    this.#options = options;
    this.#published = options.written?.seq ?? -1;
    // One that goes on has said so under 0.
    this.#next = options.epoch === 0 ? 0 : 1;
    this.done = this.#write();
  }

  close(): void {
    this.#isClosed = true;
    this.#run.log.wake();
  }

  async #write(): Promise<void> {
    const { log } = this.#run;
    while (!this.#isClosed) {
      const parcel = this.#pack();
      if (parcel && !(await this.#deliver(parcel))) return;
      if (parcel) continue;
      if (log.isEnded) return;
      await log.changed();
    }
  }

  /** What is to be written next; undefined when all is. */
  #pack(): Parcel | undefined {
    const { log } = this.#run;
    const { folded } = log;
    const snapshot = folded.seq > this.#published ? folded : undefined;
    const after = Math.max(this.#published, folded.seq);
    const batch = log.events(after, maxCharacters);
    if (!batch && !snapshot) return undefined;
    const seq = batch?.seq ?? after;
    const { epoch } = this.#options;
    const writer = { epoch, seq: this.#next, isLast: log.isEnded && seq === log.lastSeq };
    const before: StreamItem[] = snapshot ? [{ rivulet: 'snapshot', ...snapshot }] : [];
    return { items: [...before, ...(batch?.events ?? [])], writer, seq };
  }

  /** Brings a parcel to the stream, over cuts. False when there is nothing more to bring. */
  async #deliver({ items, writer, seq }: Parcel): Promise<boolean> {
    while (!this.#isClosed) {
      try {
        const fate = await this.#client.append(await this.#options.name, items, writer);
        this.#cutAt = undefined;
        this.#published = seq;
        this.#next++;
        // Somebody could not see this process any more and has told the readers elsewhere so; ours must hear the same.
        if (fate === 'fenced' || fate === 'closed') this.#run.fail(lostTouch());
        // The store has lost a run that is gone: it goes on for the readers here.
        return fate === 'taken';
      } catch (error) {
        if (!(await this.#waitOutCut(error))) return false;
      }
    }
    return false;
  }

  async #waitOutCut(error: unknown): Promise<boolean> {
    this.#cutAt ??= performance.now();
    const cutMs = performance.now() - this.#cutAt;
    const { maxCutMs, keepMs } = this.#options;
    if (cutMs > maxCutMs && error instanceof ChatError) this.#run.fail(error);
    if (cutMs > maxCutMs + keepMs) return false;
    await rest(retryMs);
    return true;
  }
}

function lostTouch(): ChatError {
  const text = 'The server lost touch with the store of its answers. Ask again.';
  return new ChatError('overloaded', text, { status: 503 });
}
