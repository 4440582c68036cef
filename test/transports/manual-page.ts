import type { PageSignals } from '../../src/transports/page-signals.ts';

/** A page whose network and visibility the test decides. */
export interface ManualPage extends PageSignals {
  /** Listeners that are left; 0 means that nothing was left behind. */
  readonly listeners: number;
  set(state: { online?: boolean; hidden?: boolean }): void;
}

/** Makes a page that is online and visible until the test says otherwise. */
export function manualPage(): ManualPage {
  const listeners = new Set<() => void>();
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
      for (const listener of listeners) listener();
    },
  };
}
