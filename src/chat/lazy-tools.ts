import { report } from './attempt.ts';
import type { ToolRunner, ToolRunnerHost } from './client-tools.ts';

/** The runner of client tools, which few chats need: it loads when the chat is given tools, or at the first need. */
export interface LazyToolRunner extends Omit<ToolRunner, 'start'> {
  /** Runs what the newest answer asks for; resolves once it has begun, undefined when it has at once. */
  readonly start: () => Promise<void> | undefined;
}

/** Makes a runner that is not there yet. */
export function createLazyToolRunner(host: ToolRunnerHost): LazyToolRunner {
  let runner: ToolRunner | undefined;
  let loading: Promise<void> | undefined;
  let isStarting = false;
  if (host.tools()) void load();
  return {
    start() {
      if (!host.tools()) return undefined;
      isStarting = true;
      return withRunner((loaded) => {
        isStarting = false;
        loaded?.start();
      });
    },
    approve: (...given) => void withRunner((loaded) => loaded?.approve(...given)),
    settle: (...given) => void withRunner((loaded) => loaded?.settle(...given)),
    isRunning: () => isStarting || runner?.isRunning() === true,
    abort() {
      if (isStarting || runner) void withRunner((loaded) => loaded?.abort());
    },
  };

  function withRunner(act: (loaded: ToolRunner | undefined) => void): Promise<void> | undefined {
    if (!runner) return load().then(() => act(runner));
    act(runner);
    return undefined;
  }

  function load(): Promise<void> {
    loading ??= fetchRunner();
    return loading;
  }

  async function fetchRunner(): Promise<void> {
    try {
      const { createToolRunner } = await import('./client-tools.ts');
      runner = createToolRunner(host);
    } catch (error) {
      // Offline, perhaps: the next need tries again.
      loading = undefined;
      report(error);
    }
  }
}
