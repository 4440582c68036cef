import type { ChatEvent } from '../../protocol/chat-event.ts';
import { Doorbell } from '../runs/doorbell.ts';
import type { RunEvents } from '../runs/run-log.ts';

/** How much of a live stream is kept for those who come late or read slowly. */
export interface LiveLogLimits {
  /** How many values. @default 500 */
  readonly keep?: number | undefined;
  /** Their size as JSON, in characters. @default 1 MiB */
  readonly maxCharacters?: number | undefined;
}

/** The newest events of a live stream, numbered without gaps from 0. Older ones are let go, whoever still wants them. */
export class LiveLog {
  readonly #keep: number;
  readonly #maxCharacters: number;
  readonly #bell = new Doorbell();
  #events: ChatEvent[] = [];
  #sizes: number[] = [];
  #characters = 0;
  // Of the first event that is kept.
  #first = 0;
  #isEnded = false;

  constructor({ keep = 500, maxCharacters = 1024 * 1024 }: LiveLogLimits = {}) {
    this.#keep = Math.max(1, keep);
    this.#maxCharacters = maxCharacters;
  }

  /** How many events are kept now. */
  get size(): number {
    return this.#events.length;
  }

  /** The `seq` of the newest event; -1 before the first. */
  get lastSeq(): number {
    return this.#first + this.#events.length - 1;
  }

  /** The newest event. */
  get newest(): ChatEvent | undefined {
    return this.#events.at(-1);
  }

  /** Whether nothing follows. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Adds an event and wakes the readers. */
  append(event: ChatEvent): void {
    if (this.#isEnded) return;
    const size = JSON.stringify(event).length;
    this.#events.push(event);
    this.#sizes.push(size);
    this.#characters += size;
    while (this.#events.length > this.#keep || this.#isTooLarge) this.#drop();
    this.#bell.ring();
  }

  /** Adds the last event. */
  end(event: ChatEvent): void {
    this.append(event);
    this.#isEnded = true;
    this.#bell.ring();
  }

  /** Says whether the events after `seq` are no longer all kept. */
  isEvicted(after: number): boolean {
    return after + 1 < this.#first;
  }

  /** The `seq` before the oldest event that is kept. */
  get beforeOldest(): number {
    return this.#first - 1;
  }

  /** The events after `seq`, `maxCharacters` of them or one; undefined when there are none yet, or some are gone. */
  events(after: number, maxCharacters: number): RunEvents | undefined {
    const begin = after + 1 - this.#first;
    if (begin < 0 || begin >= this.#events.length) return undefined;
    let end = begin;
    let characters = 0;
    do characters += this.#sizes[end++] ?? 0;
    while (end < this.#events.length && characters + (this.#sizes[end] ?? 0) <= maxCharacters);
    return { events: this.#events.slice(begin, end), seq: this.#first + end - 1 };
  }

  /** Resolves true when something was appended, false after `timeoutMs`. @default no time limit */
  changed(timeoutMs?: number): Promise<boolean> {
    return this.#bell.wait(timeoutMs);
  }

  /** Wakes the readers, for those that want to leave. */
  wake(): void {
    this.#bell.ring();
  }

  get #isTooLarge(): boolean {
    return this.#characters > this.#maxCharacters && this.#events.length > 1;
  }

  #drop(): void {
    this.#events.shift();
    this.#characters -= this.#sizes.shift() ?? 0;
    this.#first++;
  }
}
