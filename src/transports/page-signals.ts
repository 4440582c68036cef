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

const network = ['online', 'offline'];
const names = [...network, 'visibilitychange', 'pagehide', 'pageshow', 'freeze', 'resume'];

/** The signals of the browser; without one, the page is online and visible. */
export const browserPage: PageSignals = {
  // Node has a navigator too, but one that does not know.
  isOnline: () => typeof navigator === 'undefined' || !('onLine' in navigator) || navigator.onLine,
  isHidden: () => typeof document !== 'undefined' && document.hidden,
  subscribe(listener) {
    const hear = (event: Event): void => {
      // A page that is merely loaded or left for good tells `persisted: false`.
      if (!('persisted' in event) || event.persisted) listener(changeOf(event));
    };
    // Some of them are the document's and do not bubble, but the window, which Node has not, can capture all.
    for (const name of names) globalThis.addEventListener?.(name, hear, true);
    return () => {
      for (const name of names) globalThis.removeEventListener?.(name, hear, true);
    };
  },
};

function changeOf({ type }: Event): PageChange {
  if (network.includes(type)) return 'network';
  return type === 'visibilitychange' ? 'visibility' : 'suspension';
}
