import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import { ReaderCount } from '../runs/reader-count.ts';
import type { Run } from '../runs/run.ts';
import { RunLog, type RunLogLimits, type RunSnapshot } from '../runs/run-log.ts';

/** What the store knows of a run that another process writes. */
export interface RunFacts {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  /** The process that writes it. */
  readonly producer: string;
  /** Tells this run's writer from any other that has had its id. */
  readonly generation: string;
  /** Its first writer's: tells this run from any other that has had its id. */
  readonly born: string;
  /** Whether another process may go on with it. */
  readonly canGoOn: boolean;
}

/** A run that another process writes, copied from the store while it has readers here. */
export class MirroredRun extends ReaderCount implements Run {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  readonly born: string;
  readonly canGoOn: boolean;
  /** The process that writes it now. */
  producer: string;
  /** Of that process; '' when the run was ended for one that has died. */
  generation: string;
  /** Whether it is copied though nobody reads it here. */
  isNeeded = false;
  readonly log: RunLog;
  readonly settled: Promise<void>;
  #settle: () => void = () => undefined;

  /**
   * @param folded The rolling snapshot of the store, if the oldest events are gone.
   * @param limits How much of it is kept here; a store that drops the oldest events itself needs none.
   */
  constructor(facts: RunFacts, now: () => number, folded?: RunSnapshot, limits?: RunLogLimits) {
    super(now);
    this.id = facts.id;
    this.chatId = facts.chatId;
    this.owner = facts.owner;
    this.producer = facts.producer;
    this.generation = facts.generation;
    this.born = facts.born;
    this.canGoOn = facts.canGoOn;
    this.log = new RunLog(facts.id, limits, folded);
    this.settled = new Promise((resolve) => (this.#settle = resolve));
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
