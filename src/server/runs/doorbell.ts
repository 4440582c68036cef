/** Wakes everybody who waits when something has changed; it carries no data, so nothing can queue up behind it. */
export class Doorbell {
  readonly #waiting = new Set<(rung: boolean) => void>();
  readonly #listeners = new Set<() => void>();
  #isRinging = false;
  #restUntil = 0;

  /** Resolves true at the next ring, or false after `timeoutMs` without one. @default no time limit */
  wait(timeoutMs?: number): Promise<boolean> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wake = (rung: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve(rung);
      };
      if (timeoutMs !== undefined) timer = setTimeout(wake, timeoutMs, false);
      this.#waiting.add(wake);
    });
  }

  /**
   * Calls `wake` soon after each ring, once for all the rings of one moment; returns a function that ends that. With so
   * many listeners that waking them takes long, they are woken less often, so that half of the time is left for the rest.
   */
  listen(wake: () => void): () => void {
    this.#listeners.add(wake);
    return () => void this.#listeners.delete(wake);
  }

  /** Wakes all who wait now. */
  ring(): void {
    for (const wake of this.#waiting) wake(true);
    if (this.#isRinging || this.#listeners.size === 0) return;
    this.#isRinging = true;
    const restMs = this.#restUntil - performance.now();
    // What changes together is looked at together.
    if (restMs < 1) queueMicrotask(this.#wakeListeners);
    else setTimeout(this.#wakeListeners, restMs);
  }

  readonly #wakeListeners = (): void => {
    this.#isRinging = false;
    const startedAt = performance.now();
    for (const wake of this.#listeners) wake();
    const endedAt = performance.now();
    // What they have set going, such as writes, takes about as long again.
    this.#restUntil = endedAt + 2 * (endedAt - startedAt);
  };
}
