/**
 * What may have changed: whether there is a network, whether somebody sees the page, or the page itself was put away
 * or taken out again (frozen, kept for the back button). After a `suspension` no connection can be trusted.
 */
export type PageChange = 'network' | 'visibility' | 'suspension';

/** What the page knows about its network, its visibility and its own life. */
export interface PageSignals {
  /** False only when there is surely no network. */
  isOnline(): boolean;
  /** Whether nobody sees the page; browsers slow its timers down then. */
  isHidden(): boolean;
  /** Calls the listener when something may have changed; returns the way to stop. */
  subscribe(listener: (change: PageChange) => void): () => void;
}

const changes: Readonly<Record<string, PageChange>> = {
  online: 'network',
  offline: 'network',
  visibilitychange: 'visibility',
  pagehide: 'suspension',
  pageshow: 'suspension',
  freeze: 'suspension',
  resume: 'suspension',
};

/** The signals of the browser; without one, the page is online and visible. */
export const browserPage: PageSignals = {
  // Node has a navigator too, but one that does not know.
  isOnline: () => typeof navigator === 'undefined' || !('onLine' in navigator) || navigator.onLine,
  isHidden: () => typeof document !== 'undefined' && document.hidden,
  subscribe(listener) {
    const hear = (event: Event): void => {
      const change = changes[event.type];
      // A page that is merely loaded or left for good tells `persisted: false`.
      const isKept = !('persisted' in event) || event.persisted === true;
      if (change && isKept) listener(change);
    };
    // Some of them are the document's and do not bubble, but the window, which Node has not, can capture all.
    for (const name of Object.keys(changes)) globalThis.addEventListener?.(name, hear, true);
    return () => {
      for (const name of Object.keys(changes)) globalThis.removeEventListener?.(name, hear, true);
    };
  },
};
