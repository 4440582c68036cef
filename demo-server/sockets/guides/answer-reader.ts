import type { ChatEvent } from 'rivulet/protocol';
import type { Run } from 'rivulet/server';
import { LogWatch, type FrameSource } from 'rivulet/server/node';

/** How a run is told over a socket of a guide. */
export interface AnswerTelling {
  /** Writes the frames of the next event of the run, the first one first. */
  readonly frames: (event: ChatEvent) => readonly object[];
  /** Whether the next frame may go now; `again` is called when it may. @default always */
  readonly mayGo?: ((frame: object) => boolean) | undefined;
  /** Is told when the last frame has gone. */
  readonly onEnd: () => void;
}

const fellBehind: ChatEvent = {
  type: 'error',
  errorText: 'The reader fell so far behind that the answer is no longer kept. Ask again.',
};

/** Reads a run for one socket, frame by frame. */
export class AnswerReader implements FrameSource {
  readonly run: Run;
  readonly #telling: AnswerTelling;
  readonly #watch: LogWatch;
  readonly #leave: () => void;
  readonly #ready: object[] = [];
  #seq = -1;
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(run: Run, telling: AnswerTelling) {
    this.run = run;
    this.#telling = telling;
    this.#watch = new LogWatch(run.log);
    this.#leave = run.attach();
  }

  next(): object | undefined {
    while (this.#ready.length === 0 && this.#pull());
    const [frame] = this.#ready;
    if (!frame) {
      if (this.#isOver || this.run.log.isEnded) this.#telling.onEnd();
      return undefined;
    }
    if (this.#telling.mayGo?.(frame) === false) return undefined;
    return this.#ready.shift();
  }

  watch(onChange: () => void): void {
    this.#wake = onChange;
    this.#watch.start(onChange);
  }

  /** Asks once more whether the next frame may go. */
  again(): void {
    this.#wake();
  }

  /** Reads no more. */
  close(): void {
    this.#leave();
    this.run.log.wake();
  }

  /** Takes the next event of the log; false when there is none. */
  #pull(): boolean {
    const { log } = this.run;
    if (this.#isOver) return false;
    this.#isOver = log.isEvicted(this.#seq);
    const [event] = this.#isOver ? [fellBehind] : (log.events(this.#seq, 1)?.events ?? []);
    if (!event) return false;
    this.#seq++;
    this.#ready.push(...this.#telling.frames(event));
    return true;
  }
}
