import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatTransport } from '../protocol/chat-transport.ts';
import type { ChatStore } from './chat-store.ts';
import type { ChatKeeper } from './storage/chat-keeper.ts';
import { noMetrics } from './state/chat-metrics.ts';
import type { ChatView } from './state/chat-view.ts';
import type { LazyExtras } from './state/lazy-extras.ts';
import type { LazyToolRunner } from './tools/lazy-tools.ts';
import type { Outbox } from './send/outbox.ts';
import type { PresentRun } from './run/present-run.ts';
import type { SendOptions } from './options/request-options.ts';
import type { RunResumer } from './run/run-resumer.ts';
import type { SendDesk } from './send/send-desk.ts';
import type { MirroredRun, TabMirror } from './tabs/tab-mirror.ts';

/** What ending needs of its chat. */
export interface ChatEndHost {
  readonly chatId: string;
  readonly transport: ChatTransport;
  readonly view: ChatView;
  readonly extras: LazyExtras;
  readonly keeper: ChatKeeper;
  readonly present: PresentRun;
  readonly resumer: RunResumer;
  readonly runner: LazyToolRunner;
  readonly desk: SendDesk;
  readonly outbox: Outbox | undefined;
  readonly mirror: TabMirror | undefined;
  /** What each question was sent with. */
  readonly remembered: Map<string, SendOptions>;
  /** Tells the app of an error; answers with it. */
  readonly tellFault: (cause: unknown) => ChatError;
  /** Nothing more happens by itself, and the last answer is not whole. */
  readonly rest: (isWhole: false) => void;
  /** What this page does itself. */
  readonly ownRun: () => MirroredRun | undefined;
}

/** The ways in which what a chat does comes to its end. */
export interface ChatEnd extends Pick<ChatStore, 'forget' | 'reset' | 'dispose'> {
  /** Stops what goes on, here and on the server; answers with the error that `onError` was told, if the server could not be told. */
  readonly abort: () => Promise<ChatError | undefined>;
}

/** Makes the acts that end something. */
export function createChatEnd(host: ChatEndHost): ChatEnd {
  const { transport, view, extras, keeper, present, resumer, runner, desk, outbox, mirror } = host;
  return {
    abort,
    reset: () => void clear(),
    forget() {
      mirror?.forget();
      const cleared = clear();
      return import('./storage/forget-chat.ts').then(
        ({ forgetChat }) => forgetChat(host, ...cleared),
        (cause: unknown) => ({ forgotten: false, error: host.tellFault(cause) }),
      );
    },
    dispose() {
      extras.stop();
      resumer.stopLoading();
      mirror?.stop();
      const hasLeft = present.abandon();
      const wasRunning = runner.isRunning();
      runner.abort();
      if (hasLeft || wasRunning) desk.giveBack();
      outbox?.stop();
      return hasLeft || view.getState().outbox.length > 0;
    },
  };

  async function abort(): Promise<ChatError | undefined> {
    extras.stop();
    const active = present.current();
    const run = host.ownRun() ?? mirror?.remoteRun();
    const wasRunning = runner.isRunning();
    if (active) {
      present.finish(active, 'aborted');
      active.abort.abort();
    } else if (!wasRunning) mirror?.abort();
    if (wasRunning) {
      runner.abort();
      host.rest(false);
    }
    // A server that did not name the run would not know what is meant; one that has not answered yet may.
    const isAwaited = active?.standing === 'awaited';
    if (!run || !(run.isNamed || isAwaited)) return undefined;
    try {
      await transport.cancel(run.runId, 'user', ...(active?.headers ? [active.headers] : []));
      return undefined;
    } catch (error) {
      return host.tellFault(error);
    }
  }

  function clear() {
    resumer.stopLoading();
    outbox?.stop();
    outbox?.remove();
    const stopped = abort();
    present.inherit('');
    view.forget();
    host.remembered.clear();
    view.dispatch({
      status: 'ready',
      error: undefined,
      messages: [],
      isSet: true,
      metrics: noMetrics,
    });
    return [stopped, keeper.remove()] as const;
  }
}
