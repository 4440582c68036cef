import { asChatError } from '../../protocol/chat-error.ts';
import type { ChatView } from './chat-view.ts';
import { untold } from './run-error.ts';
import type { SendResult } from './send-result.ts';

/** What answers anew, keeps versions, and lets messages wait. */
export type Extras = typeof import('../extras.ts');

/** What answers anew, keeps versions and lets messages wait, for one chat; nobody needs it before there is an answer. */
export interface LazyExtras {
  /** What is there already. */
  readonly loaded: () => Extras | undefined;
  /** Loads it; rejects with a `ChatError` where it cannot be loaded. */
  readonly load: () => Promise<Extras>;
  /** Loads it for later; what fails now may succeed when it is needed. */
  readonly prepare: () => void;
  /** Does something with it, at once if it is there; an act for which it cannot be loaded is refused. `checkStop` throws once `stop` was called. */
  readonly use: (
    act: (extras: Extras, checkStop: () => void) => Promise<SendResult>,
  ) => Promise<SendResult>;
  /** Takes back the acts that wait for it. */
  readonly stop: () => void;
}

let loaded: Extras | undefined;

/** Makes the extras of a chat; they are there at once if the page has loaded them for another one. */
export function createLazyExtras(view: Pick<ChatView, 'useVersions'>): LazyExtras {
  let stops = 0;
  if (loaded) view.useVersions(loaded);
  return {
    loaded: () => loaded,
    load,
    prepare: () => void load().catch(() => undefined),
    async use(act) {
      const before = stops;
      const checkStop = () => {
        if (loaded && before !== stops) throw loaded.stoppedError();
      };
      try {
        const extras = loaded ?? (await load());
        checkStop();
        return await act(extras, checkStop);
      } catch (error) {
        return untold(error);
      }
    },
    stop() {
      stops += 1;
    },
  };

  async function load(): Promise<Extras> {
    if (loaded) return loaded;
    const extras = await loadExtras();
    view.useVersions(extras);
    return extras;
  }
}

let loading: Promise<Extras> | undefined;

/** Loads it, once for all chats of the page; rejects with a `ChatError` where it cannot be loaded. */
export function loadExtras(): Promise<Extras> {
  // One promise for all who wait, so that what they were asked to do is done in that order.
  return (loading ??= importExtras());
}

async function importExtras(): Promise<Extras> {
  try {
    loaded = await import('../extras.ts');
    return loaded;
  } catch (cause) {
    loading = undefined;
    const message = 'A part of this page could not be loaded. Try again.';
    throw asChatError(cause, 'network', message);
  }
}
