import type { SpeechClock } from './speech-clock.ts';

/** Between two announcements lie at least as many milliseconds: who is spoken to without a pause hears nothing. */
export const leastPauseMs = 2000;

/** Something that is to be said. */
interface Line {
  readonly words: string;
  /** Said no sooner than then. */
  readonly from: number;
  /** What it tells of, where that may change before it is said. */
  readonly about?: string | undefined;
}

/** Says what it is given with pauses between; what waits is said together, each thing once, nothing is lost. */
export class PacedSpeech {
  readonly #speak: (words: string) => void;
  /** By what it keeps its pauses. */
  clock: SpeechClock;
  #waiting: readonly Line[] = [];
  #spokenAt = Number.NEGATIVE_INFINITY;
  #timer: unknown;

  constructor(speak: (words: string) => void, clock: SpeechClock = pageClock) {
    this.#speak = speak;
    this.clock = clock;
  }

  /** Has words said with the next `go`, or after the pause. */
  say(words: string): void {
    if (words) this.#waiting = [...this.#waiting, { words, from: this.clock.now() }];
  }

  /** Has words said if they are still true after a pause: until then `drop` takes them back. */
  sayIfLasting(about: string, words: string): void {
    const from = this.clock.now() + leastPauseMs;
    this.#waiting = [...this.#waiting, { words, from, about }];
  }

  /** Takes back what was to be said about something, or everything. */
  drop(about?: string): void {
    this.#waiting = about === undefined ? [] : this.#waiting.filter((line) => line.about !== about);
  }

  /** Says what may be said now, and sees to the rest. */
  go(): void {
    const now = this.clock.now();
    if (now - this.#spokenAt >= leastPauseMs) {
      const due = this.#waiting.filter(({ from }) => from <= now);
      this.#waiting = this.#waiting.filter(({ from }) => from > now);
      if (due.length > 0) this.#spokenAt = now;
      if (due.length > 0) this.#speak(due.reduce(joined, ''));
    }
    this.rest();
    if (this.#waiting.length === 0) return;
    const next = Math.min(...this.#waiting.map(({ from }) => from));
    const pause = Math.max(next, this.#spokenAt + leastPauseMs) - now;
    this.#timer = this.clock.setTimeout(() => this.go(), pause);
  }

  /** Says nothing more by itself. */
  rest(): void {
    this.clock.clearTimeout(this.#timer);
  }
}

const pageClock: SpeechClock = {
  now: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as number | undefined),
};

// News and headings end without a mark; the voice needs one.
function joined(said: string, { words }: Line): string {
  if (said === '') return words;
  return `${said}${/[\p{L}\p{N})]$/u.test(said) ? '.' : ''} ${words}`;
}
