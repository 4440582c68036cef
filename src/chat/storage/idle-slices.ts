const sliceMs = 8;

/** Cuts long work into slices between which the page does its own. */
export interface IdleSlices {
  /** Resolves at once within a slice, after a rest at its end. */
  readonly next: () => Promise<void> | undefined;
}

/** Begins a slice. */
export function idleSlices(): IdleSlices {
  let endsAt = performance.now() + sliceMs;
  return {
    next: () => (performance.now() < endsAt ? undefined : goOnLater()),
  };

  async function goOnLater(): Promise<void> {
    await rest();
    endsAt = performance.now() + sliceMs;
  }
}

function rest(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no such callback; a busy page may not hold it up for long.
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => resolve(), { timeout: 100 });
    else setTimeout(resolve, 0);
  });
}
