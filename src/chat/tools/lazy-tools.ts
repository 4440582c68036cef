import type { ChatMessage } from '../../protocol/chat-message.ts';
import { closeCalls, cutCall, isOpenCall } from '../../protocol/close-calls.ts';
import { report } from '../state/attempt.ts';
import type { ToolRunner, ToolRunnerHost } from './client-tools.ts';
import { findTool } from '../options/client-tool.ts';

/** The runner of client tools, which few chats need: it loads when the chat is given tools, or at the first need. */
export interface LazyToolRunner extends Pick<
  ToolRunner,
  'approve' | 'settle' | 'isRunning' | 'abort'
> {
  /** Says whether an answer that has ended has something for the page to do; it counts as running until `start`. */
  readonly claim: (message: ChatMessage | undefined) => boolean;
  /** Does what was claimed. */
  readonly start: () => void;
}

/** Makes a runner that is not there yet. */
export function createLazyToolRunner(host: ToolRunnerHost): LazyToolRunner {
  let runner: ToolRunner | undefined;
  let claimed: ChatMessage | undefined;
  const { callbacks } = host;
  if (callbacks.current.tools) void load();
  return {
    claim(message) {
      claimed = isForPage(message) ? message : undefined;
      if (!claimed) runner?.abort();
      return claimed !== undefined;
    },
    start() {
      const message = claimed;
      if (!message) return;
      withRunner((loaded) => {
        // It may have been stopped before the runner was there.
        if (claimed !== message) return;
        if (loaded) {
          claimed = undefined;
          loaded.start(message.id);
        } else {
          giveUp();
          host.rest();
        }
      });
    },
    approve: (...given) => withRunner((loaded) => loaded?.approve(...given)),
    settle: (...given) => withRunner((loaded) => loaded?.settle(...given)),
    isRunning: () => claimed !== undefined || runner?.isRunning() === true,
    abort() {
      if (claimed) giveUp();
      runner?.abort();
    },
  };

  function isForPage(message: ChatMessage | undefined): boolean {
    if (message?.end !== 'complete') return false;
    const { tools, sendAutomaticallyWhen } = callbacks.current;
    const isCall = message.parts.some(
      (part) => isOpenCall(part) && !part.providerExecuted && findTool(tools, part),
    );
    return isCall || runner?.hasEarly() === true || sendAutomaticallyWhen !== undefined;
  }

  function giveUp(): void {
    const message = claimed;
    claimed = undefined;
    if (message) host.show(closeCalls(message, cutCall));
  }

  function withRunner(act: (loaded: ToolRunner | undefined) => void): void {
    if (runner) act(runner);
    else void load().then(() => act(runner));
  }

  async function load(): Promise<void> {
    try {
      const { createToolRunner } = await import('./client-tools.ts');
      runner ??= createToolRunner(host);
    } catch (error) {
      // Offline, perhaps: the next need tries again.
      report(error);
    }
  }
}
