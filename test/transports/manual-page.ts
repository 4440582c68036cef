import type { PageChange, PageSignals } from '../../src/transports/page-signals.ts';

/** A page whose network and visibility the test decides. */
export interface ManualPage extends PageSignals {
  /** Listeners that are left; 0 means that nothing was left behind. */
  readonly listeners: number;
  set(state: { online?: boolean; hidden?: boolean }): void;
  /** Puts the page away, or takes it out again. */
  suspend(): void;
}

/** Makes a page that is online and visible until the test says otherwise. */
export function manualPage(): ManualPage {
  const listeners = new Set<(change: PageChange) => void>();
  let state = { online: true, hidden: false };
  return {
    isOnline: () => state.online,
    isHidden: () => state.hidden,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get listeners() {
      return listeners.size;
    },
    set(change) {
      state = { ...state, ...change };
      if (change.online !== undefined) tell('network');
      if (change.hidden !== undefined) tell('visibility');
    },
    suspend: () => tell('suspension'),
  };
  function tell(change: PageChange): void {
    const present = Array.from(listeners);
    for (const listener of present) listener(change);
  }
}
