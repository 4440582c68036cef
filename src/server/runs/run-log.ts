import { applyEvent } from '../../protocol/apply-event.ts';
import { encodeSse } from '../../protocol/sse.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import { type ChatMessage } from '../../protocol/chat-message.ts';
import { Doorbell } from './doorbell.ts';

/** How much of a run is kept. */
export interface RunLogLimits {
  /** The size of all events as encoded frames, in characters. @default 1 MiB */
  readonly maxBytes?: number;
  /** How many events. @default 20,000 */
  readonly maxEvents?: number;
}

/** A message as it stood after the event `seq`. */
export interface RunSnapshot {
  /** The `seq` of the last event in it; -1 before the first. */
  readonly seq: number;
  /** What the events up to then have come to. */
  readonly message: ChatMessage;
}

/** What a reader gets at once: encoded frames, and the `seq` of the last of them. */
export interface RunBatch {
  /** Whole frames, one behind the other. */
  readonly frames: string;
  /** The `seq` of the last of them. */
  readonly seq: number;
}

/** As a batch, encoded in UTF-8. */
export interface RunBytes {
  /** Whole frames, one behind the other. */
  readonly bytes: Uint8Array;
  /** The `seq` of the last of them. */
  readonly seq: number;
}

/** Bytes that all readers at the same place are given. */
interface SharedBytes extends RunBytes {
  /** Where they begin. */
  readonly after: number;
  /** The newest event at that time. */
  readonly last: number;
}

/** The events themselves, and the `seq` of the last of them; the first has `seq - events.length + 1`. */
export interface RunEvents {
  /** The events, oldest first. */
  readonly events: readonly ChatEvent[];
  /** The `seq` of the last of them. */
  readonly seq: number;
}

// What a stalled client can hold up is one batch and what its connection's buffer holds already.
const batchCharacters = 16 * 1024;
// `rivulet/testing` brings this into places that have none, such as jsdom under Jest.
let encoder: TextEncoder | undefined;

/**
 * The log of one run: append-only, numbered without gaps, ended by a terminal event. Readers pull from it by their own
 * cursor, so a slow one costs nothing. Over its caps it folds the oldest events into a snapshot.
 */
export class RunLog {
  readonly #run: string;
  readonly #maxBytes: number;
  readonly #maxEvents: number;
  readonly #bell = new Doorbell();
  #events: ChatEvent[] = [];
  #frames: string[] = [];
  #bytes = 0;
  // The message before the oldest event that is kept, and the `seq` of the last event in it.
  #folded: RunSnapshot;
  #ended = false;
  #shared: SharedBytes | undefined;

  /** @param folded What the events before the log's first one have come to. @default nothing, so it begins at 0 */
  constructor(run: string, limits: RunLogLimits = {}, folded?: RunSnapshot) {
    this.#run = run;
    this.#maxBytes = limits.maxBytes ?? 1024 * 1024;
    this.#maxEvents = limits.maxEvents ?? 20_000;
    this.#folded = folded ?? { seq: -1, message: { id: run, role: 'assistant', parts: [] } };
  }

  /** The `seq` of the newest event; -1 before the first. */
  get lastSeq(): number {
    return this.#folded.seq + this.#events.length;
  }

  /** The `seq` of the oldest event that is kept. */
  get oldestSeq(): number {
    return this.#folded.seq + 1;
  }

  /** The message that the events which are no longer kept have come to. */
  get folded(): RunSnapshot {
    return this.#folded;
  }

  /** Whether the terminal event has come; nothing follows it. */
  get isEnded(): boolean {
    return this.#ended;
  }

  /** Encoded size of what is kept, in characters. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds an event and wakes the readers; does nothing after the terminal event. */
  append(event: ChatEvent): void {
    if (this.#ended) return;
    const id = formatCursor(this.#run, this.lastSeq + 1);
    const frame = encodeSse({ id, data: JSON.stringify(event) });
    this.#events.push(event);
    this.#frames.push(frame);
    this.#bytes += frame.length;
    this.#ended = isTerminalEvent(event);
    if (this.#bytes > this.#maxBytes || this.#events.length > this.#maxEvents) this.#fold();
    this.#bell.ring();
  }

  /** Drops all events for a snapshot that is further than they are, where those between cannot be had any more. */
  foldTo(snapshot: RunSnapshot): void {
    if (snapshot.seq <= this.lastSeq) return;
    this.#folded = snapshot;
    this.#events = [];
    this.#frames = [];
    this.#bytes = 0;
    this.#bell.ring();
  }

  /** Says whether the events after `seq` are no longer all kept. */
  isEvicted(after: number): boolean {
    return after < this.#folded.seq;
  }

  /** Returns the events after `seq`, up to 16 KiB of them; undefined when there are none yet, or they are no longer kept. */
  read(after: number): RunBatch | undefined {
    const begin = after - this.#folded.seq;
    let frames = '';
    let index = begin;
    for (; index < this.#frames.length && frames.length < batchCharacters; index++) {
      frames += this.#frames[index];
    }
    return index <= begin || begin < 0 ? undefined : { frames, seq: this.#folded.seq + index };
  }

  /** As `read`, as bytes; readers that stand at the same place are given the same ones. */
  readBytes(after: number): RunBytes | undefined {
    if (this.#shared?.after === after && this.#shared.last === this.lastSeq) return this.#shared;
    const batch = this.read(after);
    if (!batch) return undefined;
    encoder ??= new TextEncoder();
    const bytes = encoder.encode(batch.frames);
    this.#shared = { bytes, seq: batch.seq, after, last: this.lastSeq };
    return this.#shared;
  }

  /**
   * Returns the events after `seq`: as many as fit into `maxCharacters` of JSON, but at least one; undefined when there
   * are none yet, or those after `after` are no longer all kept.
   */
  events(after: number, maxCharacters: number): RunEvents | undefined {
    const begin = after - this.#folded.seq;
    let characters = 0;
    let index = begin;
    for (; index < this.#frames.length; index++) {
      // A frame is its event and a little more, so its length is a safe measure of the event's.
      characters += this.#frames[index]?.length ?? 0;
      if (characters > maxCharacters && index > begin) break;
    }
    if (index <= begin || begin < 0) return undefined;
    return { events: this.#events.slice(begin, index), seq: this.#folded.seq + index };
  }

  /** Resolves true when something was appended, false after `timeoutMs`. @default no time limit */
  changed(timeoutMs?: number): Promise<boolean> {
    return this.#bell.wait(timeoutMs);
  }

  /** Calls `wake` soon after events were appended; returns a function that ends that. */
  listen(wake: () => void): () => void {
    return this.#bell.listen(wake);
  }

  /** Wakes the readers, for those that want to leave. */
  wake(): void {
    this.#bell.ring();
  }

  /** The message so far. */
  snapshot(): RunSnapshot {
    return { seq: this.lastSeq, message: this.#events.reduce(applyEvent, this.#folded.message) };
  }

  #fold(): void {
    // A quarter at once, so that the cost of moving the rest stays small per event.
    let bytes = 0;
    let count = 0;
    const enough = () => bytes > this.#maxBytes / 4 || count > this.#maxEvents / 4;
    while (!enough() && count < this.#events.length - 1)
      bytes += this.#frames[count++]?.length ?? 0;
    const message = this.#events.slice(0, count).reduce(applyEvent, this.#folded.message);
    this.#folded = { seq: this.#folded.seq + count, message };
    this.#events = this.#events.slice(count);
    this.#frames = this.#frames.slice(count);
    this.#bytes -= bytes;
  }
}
