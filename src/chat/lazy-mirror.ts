import { report } from './attempt.ts';
import type { TabMirror, TabMirrorHost } from './tab-mirror.ts';

/** Makes a mirror that loads when it starts, once `prepare` is done; until then this tab is like one that has not been opened yet. */
export function createLazyMirror(host: TabMirrorHost, prepare: () => Promise<unknown>): TabMirror {
  let mirror: TabMirror | undefined;
  let loading: Promise<void> | undefined;
  let isWanted = false;
  return {
    start() {
      isWanted = true;
      mirror?.start();
      loading ??= load();
    },
    stop() {
      isWanted = false;
      mirror?.stop();
    },
    tell: (change) => mirror?.tell(change),
    remoteRun: () => mirror?.remoteRun(),
    abort: () => mirror?.abort(),
  };

  async function load(): Promise<void> {
    try {
      const [{ createTabMirror }] = await Promise.all([import('./tab-mirror.ts'), prepare()]);
      mirror = createTabMirror(host);
      if (isWanted) mirror.start();
    } catch (error) {
      report(error);
    }
  }
}
