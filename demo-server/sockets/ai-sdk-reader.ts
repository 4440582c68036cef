import type { Run } from 'rivulet/server';
import { LogWatch, type FrameSource } from 'rivulet/server/node';

/** One request of the AI SDK: a run, chunk by chunk. */
export class AiSdkReader implements FrameSource {
  readonly run: Run;
  readonly #watch: LogWatch;
  readonly #requestId: string;
  readonly #leave: () => void;
  readonly #onEnd: () => void;
  #after: number;

  /** Attaches a reader that has everything up to `after`; `onEnd` is called when it has told the end. */
  constructor(run: Run, requestId: string, after: number, onEnd: () => void) {
    this.run = run;
    this.#watch = new LogWatch(run.log);
    this.#requestId = requestId;
    this.#after = after;
    this.#onEnd = onEnd;
    this.#leave = run.attach();
  }

  next(): object | undefined {
    const { log } = this.run;
    if (log.isEvicted(this.#after)) {
      return this.#end('error', { errorText: 'The beginning of this answer is no longer kept.' });
    }
    const [chunk] = log.events(this.#after, 1)?.events ?? [];
    if (!chunk) return log.isEnded ? this.#end('end') : undefined;
    this.#after += 1;
    return { type: 'chunk', requestId: this.#requestId, sequence: this.#after, chunk };
  }

  watch(onChange: () => void): void {
    this.#watch.start(onChange);
  }

  close(): void {
    this.#leave();
    this.run.log.wake();
  }

  #end(type: 'end' | 'error', more: object = {}): object {
    this.#onEnd();
    return { type, requestId: this.#requestId, ...more };
  }
}
