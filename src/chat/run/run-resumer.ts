import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTransport } from '../../protocol/chat-transport.ts';
import { isPromise, type ChatKeeper } from '../storage/chat-keeper.ts';
import type { StoredChat } from '../state/stored-chat.ts';
import type { ChatView } from '../state/chat-view.ts';
import type { LazyExtras } from '../state/lazy-extras.ts';
import type { PresentRun } from './present-run.ts';
import { toChatError } from '../state/run-error.ts';
import { openAgain } from '../state/run-plan.ts';

/** What resuming needs of its chat. */
export interface RunResumerHost {
  readonly chatId: string;
  readonly transport: ChatTransport;
  /** Whether the chat is doing something of its own. */
  readonly isBusy: () => boolean;
  /** What the chat began with; what was stored takes its place. */
  readonly begunWith: readonly ChatMessage[];
  /** Whether the chat would know of a run that it has left; else the server is asked. */
  readonly knowsItsRuns: () => boolean;
  readonly view: ChatView;
  readonly keeper: ChatKeeper;
  readonly present: PresentRun;
  readonly onLoaded: (stored: StoredChat) => void;
  readonly extras: Pick<LazyExtras, 'load' | 'loaded'>;
}

/** Brings a chat back to where another page, or this one, has left it. */
export interface RunResumer {
  /** Loads what was stored, and reads the rest of its run. */
  readonly resume: () => Promise<void>;
  /** Resolves when the storage has answered; undefined when nobody waits for it. */
  readonly loading: () => Promise<unknown> | undefined;
  /** No longer wants to know what was stored. */
  readonly stopLoading: () => void;
}

/** Makes the resumer of a chat. */
export function createRunResumer(host: RunResumerHost): RunResumer {
  const { begunWith, knowsItsRuns, view, keeper, present, onLoaded } = host;
  let loading: Promise<StoredChat | undefined> | undefined;
  return {
    resume,
    loading: () => loading,
    stopLoading() {
      loading = undefined;
    },
  };

  async function resume(): Promise<void> {
    if (present.current() || host.isBusy() || loading) return;
    const stored = keeper.load();
    if (!isPromise(stored)) return resumeFrom(stored);
    loading = stored;
    const chat = await stored;
    // Meanwhile the chat may have been reset or disposed.
    if (loading !== stored) return;
    loading = undefined;
    return resumeFrom(chat);
  }

  async function resumeFrom(stored: StoredChat | undefined): Promise<void> {
    if (stored && view.getState().messages === begunWith) view.load(stored);
    if (stored) onLoaded(stored);
    const left = { ...present.stored(), ...stored };
    const { activeRunId = '', activeRun, continued } = left;
    const isLost = activeRun === 'unnamed';
    const runId = isLost ? '' : activeRunId;
    if (!runId && !isLost && knowsItsRuns()) return;
    const shown = openAnswer(view.getState().messages);
    const active = present.open({
      runId,
      standing: activeRun ?? 'named',
      ...(shown && { shown, continued }),
    });
    if (runId) present.showStatus(active, 'reconnecting', shown);
    try {
      const { readLeftRun } = host.extras.loaded() ?? (await host.extras.load());
      if (present.current() === active) await readLeftRun(host, active);
    } catch (error) {
      if (present.current() === active) present.finish(active, 'truncated', toChatError(error));
    }
  }
}

/** The last answer if it may still grow, as it was while it grew. */
function openAnswer(messages: readonly ChatMessage[]): ChatMessage | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || (last.end && last.end !== 'truncated')) return undefined;
  return openAgain(last);
}
