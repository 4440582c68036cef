import type { EventsFrame } from '../../protocol/web-socket-frame.ts';

/** A batch of events in its order. */
export interface ReceivedFrame {
  /** The `seq` of the first event. */
  readonly seq: number;
  readonly evs: readonly unknown[];
  readonly receivedAt: number;
  /** Size of the frame as it came. */
  readonly bytes: number;
}

/** Events that are missing, both borders included. */
export interface MissingRange {
  readonly from: number;
  readonly to: number;
}

// Frames that a server may send before the first of them is applied.
const maxWindowFrames = 32;
const maxHeldFrames = 64;
const maxHeldBytes = 256 * 1024;

/**
 * One reader's view of a run behind a socket that may lose, repeat or reorder frames: brings them into order and counts
 * credit. A pure machine; a frame costs a credit when it comes and frees it when its events are applied.
 */
export class ReceiveWindow {
  readonly #held = new Map<number, ReceivedFrame>();
  #size = maxWindowFrames;
  #ready: ReceivedFrame[] = [];
  #next: number;
  #applied: number;
  // The newest event that the server is known to have.
  #known: number;
  // Frames that the server may still send, as far as this side knows; what was lost on the way makes it too high.
  #leave = 0;
  // Frames received and not applied.
  #backlog = 0;

  /** Makes the window of a reader that has applied everything up to `after`. */
  constructor(after: number) {
    this.#next = after + 1;
    this.#applied = after;
    this.#known = after;
  }

  /** The last event that was applied; -1 before the first. */
  get applied(): number {
    return this.#applied;
  }

  /** The last event that was received in its order; a reader asks for what comes after it. */
  get received(): number {
    return this.#next - 1;
  }

  /** How many frames were received and not applied: the server was given no new leave for them. */
  get unacknowledged(): number {
    return Math.max(0, this.#backlog);
  }

  /** The events that must be there before it can go on; undefined when nothing is missing. */
  get missing(): MissingRange | undefined {
    const to = this.#held.size > 0 ? Math.min(...this.#held.keys()) - 1 : this.#known;
    return to >= this.#next ? { from: this.#next, to } : undefined;
  }

  /** Takes the server's word that it gives no more than so much credit to a run. */
  limit(maxCredit: number): void {
    this.#size = Math.max(1, Math.min(maxWindowFrames, maxCredit));
    this.#leave = Math.min(this.#leave, this.#size);
  }

  /** Begins anew behind what was received: what was held back is forgotten. Returns the credit to ask with. */
  ask(): number {
    this.#backlog -= this.#held.size;
    this.#held.clear();
    return this.refill();
  }

  /** Gives up what was in flight, so that its credit is not lost as well. Returns the credit to send. */
  refill(): number {
    this.#leave = Math.max(0, this.#size - this.#backlog);
    return this.#leave;
  }

  /** Takes a frame. False when more would have to be held back than is reasonable: the reader asks anew. */
  take({ seq, evs }: EventsFrame, receivedAt: number, bytes: number): boolean {
    this.#leave = Math.max(0, this.#leave - 1);
    const frame = { seq, evs, receivedAt, bytes };
    if (seq > this.#next) return this.#hold(frame);
    this.#pass(frame);
    this.#passHeld();
    return true;
  }

  /** Takes the server's word that it has the event `seq`. */
  know(seq: number): void {
    this.#known = Math.max(this.#known, seq);
  }

  /** Goes on behind a snapshot. False when its events have been received already, so that there is no need for it. */
  skipTo(seq: number): boolean {
    if (seq < this.#next) return false;
    this.#backlog -= this.#ready.length;
    this.#ready = [];
    this.#next = seq + 1;
    this.#applied = seq;
    this.#passHeld();
    return true;
  }

  /** The next frame in order; undefined when there is none yet. */
  shift(): ReceivedFrame | undefined {
    return this.#ready.shift();
  }

  /** Notes that the events up to `seq`, a whole frame's, are applied. Returns the credit to send: 0, or half a window and more. */
  apply(seq: number): number {
    this.#applied = Math.max(this.#applied, seq);
    this.#backlog -= 1;
    return this.topUp();
  }

  /** The credit to send: what is free once that is half a window, else 0. */
  topUp(): number {
    const free = this.#size - this.#leave - this.#backlog;
    if (free < this.#size / 2) return 0;
    this.#leave += free;
    return free;
  }

  #hold(frame: ReceivedFrame): boolean {
    const known = this.#held.get(frame.seq);
    if (known && known.evs.length >= frame.evs.length) return true;
    if (!known) this.#backlog += 1;
    this.#held.set(frame.seq, frame);
    let total = 0;
    for (const { bytes } of this.#held.values()) total += bytes;
    return this.#held.size <= maxHeldFrames && total <= maxHeldBytes;
  }

  #passHeld(): void {
    for (let held = this.#nextHeld(); held; held = this.#nextHeld()) {
      this.#held.delete(held.seq);
      this.#backlog -= 1;
      this.#pass(held);
    }
  }

  #nextHeld(): ReceivedFrame | undefined {
    for (const frame of this.#held.values()) if (frame.seq <= this.#next) return frame;
    return undefined;
  }

  // Hands on what is new in a frame that does not begin behind the next event.
  #pass(frame: ReceivedFrame): void {
    const old = this.#next - frame.seq;
    if (old >= frame.evs.length) return;
    this.#ready.push({ ...frame, seq: this.#next, evs: frame.evs.slice(old) });
    this.#next += frame.evs.length - old;
    this.#backlog += 1;
  }
}
