import { asChatError } from '../protocol/chat-error.ts';
import type { ChatView } from './chat-view.ts';
import { refusal, untold } from './run-error.ts';
import type { SendResult } from './send-result.ts';

/** What answers anew and keeps versions. */
export type Versions = typeof import('./versions.ts');

/** What answers anew and keeps versions, for one chat; nobody needs it before there is an answer. */
export interface LazyVersions {
  /** Loads it; rejects with a `ChatError` where it cannot be loaded. */
  readonly load: () => Promise<Versions>;
  /** Loads it for later; what fails now may succeed when it is needed. */
  readonly prepare: () => void;
  /** Does something with it, at once if it is there; an act that `check` throws at now, or for which it cannot be loaded, is refused. */
  readonly use: (
    act: (versions: Versions) => Promise<SendResult>,
    check: () => void,
  ) => Promise<SendResult>;
  /** Takes back the acts that wait for it. */
  readonly stop: () => void;
}

let loaded: Versions | undefined;

/** Makes the versions of a chat; they are there at once if the page has loaded them for another one. */
export function createLazyVersions(view: Pick<ChatView, 'useVersions'>): LazyVersions {
  let stops = 0;
  if (loaded) view.useVersions(loaded);
  return {
    load,
    prepare: () => void load().catch(() => undefined),
    async use(act, check) {
      const before = stops;
      try {
        check();
        const versions = loaded ?? (await load());
        if (before !== stops) throw refusal('It was stopped before it was sent.');
        return await act(versions);
      } catch (error) {
        return untold(error);
      }
    },
    stop() {
      stops += 1;
    },
  };

  async function load(): Promise<Versions> {
    if (loaded) return loaded;
    const versions = await loadVersions();
    view.useVersions(versions);
    return versions;
  }
}

/** Loads what keeps versions, once for all chats of the page; rejects with a `ChatError` where it cannot be loaded. */
export async function loadVersions(): Promise<Versions> {
  try {
    loaded = await import('./versions.ts');
    return loaded;
  } catch (cause) {
    const message = 'A part of this page could not be loaded. Check the network, then try again.';
    throw asChatError(cause, 'network', message);
  }
}
