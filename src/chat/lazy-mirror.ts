import { report } from './attempt.ts';
import type { TabMirror, TabMirrorHost } from './tab-mirror.ts';

/** Makes a mirror that loads when it starts; until then this tab is like one that has not been opened yet. */
export function createLazyMirror(host: TabMirrorHost): TabMirror {
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
      const { createTabMirror } = await import('./tab-mirror.ts');
      mirror = createTabMirror(host);
      if (isWanted) mirror.start();
    } catch (error) {
      report(error);
    }
  }
}
