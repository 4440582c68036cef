import { createHash } from 'node:crypto';
import type { RunEnd, RunProgress } from './observer.ts';

/** The streams of one server in few numbers, in the words of the guides. */
export interface StreamSums {
  readonly active_streams: number;
  readonly total_streams: number;
  /** From the question to the end, in seconds, of those that have ended. */
  readonly avg_duration: number;
  /** Tells those apart that are under way; no name by which anybody could read one. */
  readonly current_streams: readonly string[];
}

/** Counts the answers that are under way and those that have ended. */
export class StreamFigures {
  readonly #active = new Map<string, string>();
  #begun = 0;
  #ended = 0;
  #seconds = 0;

  get sums(): StreamSums {
    return {
      active_streams: this.#active.size,
      total_streams: this.#begun,
      avg_duration: this.#ended === 0 ? 0 : this.#seconds / this.#ended,
      current_streams: [...this.#active.values()],
    };
  }

  begin({ id }: Pick<RunProgress, 'id'>): void {
    this.#begun++;
    // Whoever knows the name of a run of nobody may read and stop it.
    this.#active.set(id, createHash('sha256').update(id).digest('hex').slice(0, 12));
  }

  end({ id, durationMs }: Pick<RunEnd, 'id' | 'durationMs'>): void {
    this.#active.delete(id);
    this.#ended++;
    this.#seconds += durationMs / 1000;
  }
}
