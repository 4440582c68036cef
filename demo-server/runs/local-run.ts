import { ChatError } from 'rivulet/protocol';
import type { EngineEvent } from '../engine/engine.ts';
import { noObserver, type Observer, type RunEnd } from '../server/observer.ts';
import { AnswerEvents } from './answer-events.ts';
import { DeltaBuffer } from './delta-buffer.ts';
import { RunLog } from './run-log.ts';
import { RunTally } from './run-tally.ts';
import type { Run, RunOptions } from './run.ts';
import { ReaderCount } from './reader-count.ts';

/** How long an engine may be busy with one run unless the server says otherwise, in milliseconds. */
export const defaultLongestMs = 10 * 60_000;

/** A run whose engine is in this process: it writes the answer into the log, whoever wants reads it from there. */
export class LocalRun implements Run {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  /** Where the question came from. */
  readonly address: string;
  readonly log: RunLog;
  readonly settled: Promise<void>;
  /** When the run ended, in milliseconds of the store's clock. */
  endedAt: number | undefined;
  /** When the run was asked for, in milliseconds of the store's clock. */
  readonly askedAt: number;
  /** When its engine began with it, in milliseconds of the store's clock; undefined while it waits. */
  startedAt: number | undefined;
  readonly #now: () => number;
  readonly #readers: ReaderCount;
  readonly #abort = new AbortController();
  readonly #events = new AnswerEvents();
  readonly #longestMs: number;
  readonly #tally: RunTally;
  readonly #observer: Observer;
  #failure: ChatError | undefined;

  /**
   * Starts the run. Throws what `open` throws when the engine refuses.
   * @param now The store's clock.
   * @param observer Who is told how it goes and what it failed of.
   * @param longestMs How long its engine may be busy with it, in milliseconds.
   */
  constructor(
    { id, chatId, owner, address = '', info, open, limits }: RunOptions,
    now: () => number,
    observer: Observer = noObserver,
    longestMs = defaultLongestMs,
  ) {
    this.#tally = new RunTally(id, owner);
    this.#observer = observer;
    const answer = open(this.#abort.signal);
    this.id = id;
    this.chatId = chatId;
    this.owner = owner;
    this.address = address;
    this.log = new RunLog(id, limits);
    this.#now = now;
    this.#longestMs = longestMs;
    this.askedAt = now();
    this.#readers = new ReaderCount(now);
    this.log.append(this.#events.start(id, info));
    observer.runBegan(this.#tally);
    this.settled = this.#write(answer);
  }

  get busyMs(): number | undefined {
    if (this.endedAt === undefined || this.startedAt === undefined) return undefined;
    return this.endedAt - this.startedAt;
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

  /** Stops the engine before its next model token. Does nothing when the run has ended. */
  cancel(reason?: string): void {
    if (this.log.isEnded || this.#abort.signal.aborted) return;
    this.#events.abortReason = reason;
    this.#abort.abort();
  }

  /** Stops the engine because of something outside it; the run ends with this error. Does nothing when it has ended. */
  fail(error: ChatError): void {
    if (this.log.isEnded || this.#abort.signal.aborted) return;
    this.#failure = error;
    this.#events.failure = error.message;
    this.#abort.abort();
  }

  /** As `fail`, but at once: what the engine still has to say is not waited for. */
  end(error: ChatError): void {
    this.fail(error);
    for (const event of this.#events.fail(error.message)) this.log.append(event);
  }

  /** Notes that somebody reads the run elsewhere. */
  touch(): void {
    this.#readers.touch();
  }

  /** Notes that the engine has begun, and gives it its time. */
  #begin(): NodeJS.Timeout {
    this.startedAt = this.#now();
    return setTimeout(() => this.fail(tookTooLong(this.#longestMs)), this.#longestMs).unref();
  }

  async #write(answer: AsyncIterable<EngineEvent>): Promise<void> {
    const buffer = new DeltaBuffer((event) => this.log.append(event));
    let end: RunEnd;
    let longest: NodeJS.Timeout | undefined;
    try {
      for await (const event of answer) {
        this.#tally.push(event);
        if (event.type === 'start') longest = this.#begin();
        for (const chatEvent of this.#events.push(event)) buffer.push(chatEvent);
      }
      end = this.#tally.end(this.#failure);
    } catch (error) {
      const text =
        error instanceof ChatError ? error.message : 'The answer failed on the server. Ask again.';
      for (const chatEvent of this.#events.fail(text)) buffer.push(chatEvent);
      end = this.#tally.end(error);
    }
    clearTimeout(longest);
    this.endedAt = this.#now();
    this.#observer.runEnded(end);
  }
}

function tookTooLong(longestMs: number): ChatError {
  const text = `The answer was ended after ${Math.round(longestMs / 1000)} seconds, the longest that this server writes at one. Ask it to go on, or ask for less.`;
  return new ChatError('timeout', text, { retryable: false });
}
