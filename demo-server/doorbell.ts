/** Wakes everybody who waits when something has changed; it carries no data, so nothing can queue up behind it. */
export class Doorbell {
  readonly #waiting = new Set<(rung: boolean) => void>();
  readonly #listeners = new Set<() => void>();
  #isRinging = false;

  /** Resolves true at the next ring, or false after `timeoutMs` without one. @default no time limit */
  wait(timeoutMs?: number): Promise<boolean> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const wake = (rung: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve(rung);
      };
      if (timeoutMs !== undefined) timer = setTimeout(wake, timeoutMs, false);
      this.#waiting.add(wake);
    });
  }

  /** Calls `wake` soon after each ring, once for all the rings of one moment; returns a function that ends that. */
  listen(wake: () => void): () => void {
    this.#listeners.add(wake);
    return () => void this.#listeners.delete(wake);
  }

  /** Wakes all who wait now. */
  ring(): void {
    for (const wake of this.#waiting) wake(true);
    if (this.#isRinging || this.#listeners.size === 0) return;
    this.#isRinging = true;
    // What changes together is looked at together.
    queueMicrotask(() => {
      this.#isRinging = false;
      for (const wake of this.#listeners) wake();
    });
  }
}
