import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatChange } from '../state/chat-state.ts';
import type { ChatKeeper } from '../storage/chat-keeper.ts';
import type { ChatView } from '../state/chat-view.ts';
import type { LazyExtras } from '../state/lazy-extras.ts';
import type { Outbox } from '../send/outbox.ts';
import type { PresentRun } from '../run/present-run.ts';
import type { RunResumer } from '../run/run-resumer.ts';
import type { SendDesk } from '../send/send-desk.ts';
import { pageRun } from '../state/page-run.ts';
import {
  createTabMirror,
  type MirroredRun,
  type TabMirror,
  type TabMirrorHost,
} from './tab-mirror.ts';

/** What the other tabs of a chat need of it here. */
export interface ChatTabsHost extends Pick<
  TabMirrorHost,
  'chatId' | 'open' | 'ownRun' | 'abort' | 'setMessages' | 'forget'
> {
  readonly extras: Pick<LazyExtras, 'load'>;
  readonly view: ChatView;
  readonly keeper: ChatKeeper;
  readonly present: PresentRun;
  readonly resumer: RunResumer;
  readonly desk: SendDesk;
  readonly outbox: Outbox | undefined;
  readonly isBusy: () => boolean;
  /** Makes what another page has left fit to go on with. */
  readonly tidy: (messages: readonly ChatMessage[]) => readonly ChatMessage[];
}

/** Makes the mirror of a chat, which shows here what other tabs do, and there what this one does. */
export function createChatTabs(host: ChatTabsHost): TabMirror {
  const { view, keeper, present, resumer, desk, outbox, isBusy, tidy } = host;
  return createTabMirror({ ...host, getState: view.getState, show, takeOver });

  function show(change: ChatChange): void {
    const { messages } = change;
    if (change.isSet) view.forget(messages);
    else if (messages) view.fork(messages);
    if (change.outbox) outbox?.take(change.outbox);
    view.dispatch(change);
    if (isBusy() || change.status !== 'ready') return;
    desk.sendNext();
    outbox?.drain();
  }

  function takeOver({ runId, isNamed }: MirroredRun): void {
    if (runId === pageRun) {
      // What the tools of that page were doing went with it.
      const messages = tidy(view.getState().messages);
      view.dispatch({ status: 'ready', error: undefined, messages });
      return keeper.save();
    }
    present.inherit(runId, isNamed ? 'named' : 'unnamed');
    void resumer.resume();
  }
}
