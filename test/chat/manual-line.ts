import type { OutboxLine, OutboxLock } from '../../src/chat/send/outbox-line.ts';

/** A connection that the test takes away and gives back. */
export interface ManualLine extends OutboxLine {
  readonly goOffline: () => void;
  readonly goOnline: () => void;
  /** Listeners that are still there. */
  readonly listeners: () => number;
}

/** Makes a connection that is there. */
export function manualLine(): ManualLine {
  const callbacks = new Set<() => void>();
  let isOnline = true;
  return {
    isOnline: () => isOnline,
    onOnline(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    goOffline() {
      isOnline = false;
    },
    goOnline() {
      isOnline = true;
      for (const callback of callbacks) callback();
    },
    listeners: () => callbacks.size,
  };
}

/** The locks of one browser, for all its tabs: one task of a name after the other. */
export function tabLocks(): OutboxLock {
  const last = new Map<string, Promise<void>>();
  return (name, task, signal) => {
    const turn = last.get(name) ?? Promise.resolve();
    const run = turn.then(() => {
      signal.throwIfAborted();
      return task();
    });
    last.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  };
}
