/** What the page knows about its network and its visibility. */
export interface PageSignals {
  /** False only when there is surely no network. */
  isOnline(): boolean;
  /** Whether nobody sees the page; browsers slow its timers down then. */
  isHidden(): boolean;
  /** Calls the listener when one of them may have changed; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

const eventNames = ['online', 'offline', 'visibilitychange'];

/** The signals of the browser; without one, the page is online and visible. */
export const browserPage: PageSignals = {
  // Node has a navigator too, but one that does not know.
  isOnline: () => typeof navigator === 'undefined' || !('onLine' in navigator) || navigator.onLine,
  isHidden: () => typeof document !== 'undefined' && document.hidden,
  subscribe(listener) {
    // `visibilitychange` bubbles from the document to the window, which Node has not.
    for (const name of eventNames) globalThis.addEventListener?.(name, listener);
    return () => {
      for (const name of eventNames) globalThis.removeEventListener?.(name, listener);
    };
  },
};
