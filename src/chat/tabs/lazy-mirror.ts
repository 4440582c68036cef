import { report } from '../state/attempt.ts';
import type { ChatTabsHost } from './chat-tabs.ts';
import type { TabMirror } from './tab-mirror.ts';

/** Makes a mirror that loads when it starts, with the extras; until then this tab is like one that has not been opened yet. */
export function createLazyMirror(host: ChatTabsHost): TabMirror {
  let mirror: TabMirror | undefined;
  let isWanted = false;
  return {
    start,
    stop() {
      isWanted = false;
      mirror?.stop();
    },
    tell: (change) => mirror?.tell(change),
    remoteRun: () => mirror?.remoteRun(),
    abort: () => mirror?.abort(),
    setMessages: (messages) => mirror?.setMessages(messages),
    forget() {
      void start().then(() => mirror?.forget());
    },
  };

  async function start(): Promise<void> {
    isWanted = true;
    if (mirror) return mirror.start();
    try {
      const [{ createChatTabs }] = await Promise.all([
        import('./chat-tabs.ts'),
        host.extras.load(),
      ]);
      mirror ??= createChatTabs(host);
      if (isWanted) mirror.start();
    } catch (error) {
      report(error);
    }
  }
}
