import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatEvent } from '../../protocol/chat-event.ts';
import { isTerminalEvent } from '../../protocol/chat-event.ts';
import { DeltaBuffer } from './delta-buffer.ts';
import { OpenParts } from './open-parts.ts';
import { restUnnoticed } from './rest-unnoticed.ts';
import { RunLog } from './run-log.ts';
import type { Run, RunOptions } from './run.ts';
import { ReaderCount } from './reader-count.ts';

/** How long a source may be busy with one run unless the server says otherwise, in milliseconds. */
export const defaultLongestMs = 10 * 60_000;

/** A run whose source is in this process: the answer is written into the log, whoever wants reads it from there. */
export class LocalRun extends ReaderCount implements Run {
  /** Names it; see `RunOptions`. */
  readonly id: string;
  /** The chat that it answers in. */
  readonly chatId: string;
  /** Who asked; see `isOpenTo`. */
  readonly owner: string;
  /** Where the question came from. */
  readonly address: string;
  /** The events so far, for readers to pull from. */
  readonly log: RunLog;
  /** Resolves when the run has ended and its source has settled. */
  readonly settled: Promise<void>;
  /** When the run ended, in milliseconds of the store's clock. */
  endedAt: number | undefined;
  /** When the run was asked for, in milliseconds of the store's clock. */
  readonly askedAt: number;
  /** When its source began with it, in milliseconds of the store's clock; undefined while it waits. */
  startedAt: number | undefined;
  readonly #now: () => number;
  readonly #abort = new AbortController();
  readonly #open = new OpenParts();
  #longest: ReturnType<typeof setTimeout> | undefined;
  #reason: string | undefined;
  #failure: ChatError | undefined;

  /**
   * Starts the run. Throws what the source throws when it refuses.
   * @param now The store's clock.
   * @param longestMs How long its source may be busy with it, in milliseconds.
   */
  constructor(
    { id, chatId, owner, address = '', source, log, limits, onError }: RunOptions,
    now: () => number,
    longestMs = defaultLongestMs,
  ) {
    super(now);
    // A source may begin at once.
    this.#now = now;
    const events = source({ signal: this.#abort.signal, begin: () => this.#begin(longestMs) });
    this.id = id;
    this.chatId = chatId;
    this.owner = owner;
    this.address = address;
    this.log = log ?? new RunLog(id, limits);
    this.askedAt = now();
    this.settled = this.#write(events, onError);
  }

  /** How long its source was busy with it, in milliseconds, once it has ended. */
  get busyMs(): number | undefined {
    if (this.endedAt === undefined || this.startedAt === undefined) return undefined;
    return this.endedAt - this.startedAt;
  }

  /** Stops the source before its next event. Does nothing when the run has ended. */
  cancel(reason?: string): void {
    if (this.log.isEnded || this.#abort.signal.aborted) return;
    this.#reason = reason;
    this.#abort.abort();
  }

  /** Stops the source because of something outside it; the run ends with this error. Does nothing when it has ended. */
  fail(error: ChatError): void {
    if (this.log.isEnded || this.#abort.signal.aborted) return;
    this.#failure = error;
    this.#abort.abort(error);
  }

  /** As `fail`, but at once: what the source still has to say is not waited for. */
  end(error: ChatError): void {
    this.fail(error);
    for (const event of this.#failed(error)) this.log.append(event);
  }

  #begin(longestMs: number): void {
    if (this.startedAt !== undefined) return;
    this.startedAt = this.#now();
    const end = () => this.fail(tookTooLong(longestMs));
    this.#longest = restUnnoticed(setTimeout(end, longestMs));
  }

  async #write(events: AsyncIterable<ChatEvent>, onError: RunOptions['onError']): Promise<void> {
    const buffer = new DeltaBuffer((event) => this.log.append(event));
    const push = (event: ChatEvent) => {
      this.#open.note(event);
      buffer.push(event);
    };
    try {
      for await (const event of events) {
        // What is still open when the source ends its message ends with it.
        if (isTerminalEvent(event)) this.#open.close().forEach(push);
        push(event);
      }
      this.#stopped().forEach(push);
    } catch (error) {
      const isStopped = this.#abort.signal.aborted && this.#failure === undefined;
      if (!isStopped) onError?.(error);
      (isStopped ? this.#stopped() : this.#failed(error)).forEach(push);
    }
    clearTimeout(this.#longest);
    this.endedAt = this.#now();
  }

  /** What ends a message whose source has said no more; nothing counts after its own terminal event. */
  #stopped(): ChatEvent[] {
    if (this.#failure) return this.#failed(this.#failure);
    if (!this.#abort.signal.aborted) return this.#failed(endedEarly());
    const reason = this.#reason;
    return [...this.#open.close(), { type: 'abort', ...(reason !== undefined && { reason }) }];
  }

  /** What ends a message that failed; only a `ChatError` is told in its own words. */
  #failed(error: unknown): ChatEvent[] {
    const errorText =
      error instanceof ChatError ? error.message : 'The answer failed on the server. Ask again.';
    return [...this.#open.close(), { type: 'error', errorText }];
  }
}

function endedEarly(): ChatError {
  return new ChatError('server', 'The answer broke off before its end. Ask again.');
}

function tookTooLong(longestMs: number): ChatError {
  const text = `The answer was ended after ${Math.round(longestMs / 1000)} seconds, the longest that this server writes at one. Ask it to go on, or ask for less.`;
  return new ChatError('timeout', text, { retryable: false });
}
