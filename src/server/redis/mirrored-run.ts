import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import { ReaderCount } from '../runs/reader-count.ts';
import type { Run } from '../runs/run.ts';
import { RunLog, type RunSnapshot } from '../runs/run-log.ts';

/** What the store knows of a run that another process writes. */
export interface RunFacts {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  /** The process that writes it. */
  readonly producer: string;
  /** Tells this run's writer from any other that has had its id. */
  readonly generation: string;
}

/** A run that another process writes, copied from the store while it has readers here. */
export class MirroredRun implements Run {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  readonly producer: string;
  readonly generation: string;
  readonly log: RunLog;
  readonly settled: Promise<void>;
  readonly #readers: ReaderCount;
  #settle: () => void = () => undefined;

  /** @param folded The rolling snapshot of the store, if the oldest events are gone. */
  constructor(facts: RunFacts, now: () => number, folded?: RunSnapshot) {
    this.id = facts.id;
    this.chatId = facts.chatId;
    this.owner = facts.owner;
    this.producer = facts.producer;
    this.generation = facts.generation;
    this.log = new RunLog(facts.id, {}, folded);
    this.settled = new Promise((resolve) => (this.#settle = resolve));
    this.#readers = new ReaderCount(now);
  }

  get readers(): number {
    return this.#readers.count;
  }

  /** When the last reader left, in milliseconds of the store's clock. */
  get unreadSince(): number {
    return this.#readers.unreadSince;
  }

  attach(): () => void {
    return this.#readers.attach();
  }

  /** Takes an event of the store; one that is here already is left out. Returns false when there is a gap before it. */
  take(seq: number, event: ChatEvent): boolean {
    const next = this.log.lastSeq + 1;
    if (seq === next) {
      this.log.append(event);
      if (isTerminalEvent(event)) this.#settle();
    }
    return seq <= next;
  }

  /** Ends the run for its readers here, when the store cannot say how it ended. */
  fail(errorText: string): void {
    this.take(this.log.lastSeq + 1, { type: 'error', errorText });
  }
}
