/** What an outbox knows of the connection. */
export interface OutboxLine {
  /** False only when there is surely no network. */
  readonly isOnline: () => boolean;
  /** Calls back whenever the connection has come back; the returned function stops that. */
  readonly onOnline: (callback: () => void) => () => void;
}

/** Runs a task while no other tab of this browser runs one of the same name; rejects once `signal` aborts its waiting. */
export type OutboxLock = (
  name: string,
  task: () => Promise<void>,
  signal: AbortSignal,
) => Promise<void>;

/** The browser's own knowledge; where there is none, the page is online. */
export const browserLine: OutboxLine = {
  // Node has a navigator too, but one that does not know.
  isOnline: () => typeof navigator === 'undefined' || !('onLine' in navigator) || navigator.onLine,
  onOnline(callback) {
    globalThis.addEventListener?.('online', callback);
    return () => globalThis.removeEventListener?.('online', callback);
  },
};

/** A Web Lock. Pages without HTTPS have none: there the run id alone keeps a message from being answered twice. */
export async function browserLock(
  name: string,
  task: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return task();
  };
  try {
    await locks?.request(name, { signal }, begin);
  } catch (error) {
    // A sandboxed page has locks that it may not use.
    if (hasBegun || signal.aborted) throw error;
  }
  if (!hasBegun) await task();
}
