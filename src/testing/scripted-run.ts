import type { TransportEvent } from '../protocol/chat-transport.ts';
import type { Clock } from '../transports/clock.ts';
import type { TimedItem } from './script.ts';

/**
 * A run as a server keeps it: its log is a function of the time since the request, so any number of readers see
 * the same, it goes on while nobody reads, and it holds no timer of its own.
 */
export class ScriptedRun {
  readonly chatId: string;
  readonly runId: string;
  readonly #items: readonly TimedItem[];
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #sleepers = new Set<() => void>();
  #cancelledAt = Infinity;

  constructor(chatId: string, runId: string, items: readonly TimedItem[], clock: Clock) {
    this.chatId = chatId;
    this.runId = runId;
    this.#items = items;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  /** Whether the run has come to its end, by its script or by a cancel. */
  get hasEnded(): boolean {
    const end = this.#items.at(-1)?.at ?? 0;
    return this.#elapsed() >= Math.min(end, this.#cancelledAt);
  }

  /** Ends the run for all its readers, unless it has ended. */
  cancel(): void {
    if (this.hasEnded) return;
    this.#cancelledAt = this.#elapsed();
    for (const wake of this.#sleepers) wake();
  }

  /** Tells everything in time, as the reader that asked for the answer sees it. */
  async *read(signal: AbortSignal): AsyncGenerator<TransportEvent> {
    yield* this.#tell(this.#items, signal);
  }

  /** Tells what lies after `seq`: the past at once, the rest in time. */
  async *replay(after: number, signal: AbortSignal): AsyncGenerator<TransportEvent> {
    const past = this.#elapsed();
    const rest = this.#items.filter(({ item, at }) => {
      if (item.type === 'event') return (item.seq ?? 0) > after;
      return item.type === 'open' || item.type === 'end' || at > past;
    });
    yield* this.#tell(rest, signal);
  }

  async *#tell(items: readonly TimedItem[], signal: AbortSignal): AsyncGenerator<TransportEvent> {
    for (const { at, item } of items) {
      while (!signal.aborted && this.#elapsed() < Math.min(at, this.#cancelledAt)) {
        await this.#sleep(Math.min(at, this.#cancelledAt) - this.#elapsed(), signal);
      }
      if (signal.aborted || at > this.#cancelledAt) {
        if (!signal.aborted)
          yield { type: 'event', event: { type: 'abort' }, receivedAt: this.#clock.now() };
        yield { type: 'end', end: 'aborted' };
        return;
      }
      yield item.type === 'event' ? { ...item, receivedAt: this.#clock.now() } : item;
    }
  }

  #elapsed(): number {
    return this.#clock.now() - this.#startedAt;
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#clock.clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      // Timers hold no more than 31 bits; a wait without end needs none.
      const timer = ms < Infinity ? this.#clock.setTimeout(wake, ms) : undefined;
      signal.addEventListener('abort', wake);
      this.#sleepers.add(wake);
    });
  }
}
