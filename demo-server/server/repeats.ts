/** Says one thing; `times` is how often it happened since it was last said, if that was more than this once. */
export type Say = (times?: number) => void;

const windowMs = 1000;
const maxKinds = 200;

/**
 * Keeps what happens thousands of times a second from being said as often: the first of each kind is said at once, the
 * rest once a second with their number. So nobody can flood the log, and nothing is left out of it.
 */
export class Repeats {
  readonly #kinds = new Map<string, { say: Say; times: number }>();
  #timer: NodeJS.Timeout | undefined;

  /** Says it now, or has it said with the others of its kind; of those `say` is the newest's. */
  take(kind: string, say: Say): void {
    // Kinds are few; were they not, they would be a way to flood the log all the same.
    const key = this.#kinds.has(kind) || this.#kinds.size < maxKinds ? kind : '';
    const known = this.#kinds.get(key);
    if (known) {
      known.say = say;
      known.times++;
      return;
    }
    this.#kinds.set(key, { say, times: 0 });
    say();
    this.#timer ??= setInterval(() => this.#turn(), windowMs).unref();
  }

  /** Says what is still to be said. */
  close(): void {
    for (const { say, times } of this.#kinds.values()) if (times > 0) say(times);
    this.#kinds.clear();
    this.#rest();
  }

  #turn(): void {
    for (const [kind, known] of this.#kinds) {
      const { say, times } = known;
      known.times = 0;
      if (times > 0) say(times);
      else this.#kinds.delete(kind);
    }
    if (this.#kinds.size === 0) this.#rest();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
