/** Wakes everybody who waits when something has changed; it carries no data, so nothing can queue up behind it. */
export class Doorbell {
  readonly #waiting = new Set<(rung: boolean) => void>();

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

  /** Wakes all who wait now. */
  ring(): void {
    for (const wake of this.#waiting) wake(true);
  }
}
