import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatStore } from './chat-store.ts';
import type { ChatEnd } from './chat-end.ts';
import type { ChatKeeper } from './storage/chat-keeper.ts';
import type { ChatView } from './state/chat-view.ts';
import type { Extras, LazyExtras } from './state/lazy-extras.ts';
import type { LazyToolRunner } from './tools/lazy-tools.ts';
import type { Outbox } from './send/outbox.ts';
import type { PresentRun } from './run/present-run.ts';
import type { SendOptions } from './options/request-options.ts';
import type { RunPlan } from './state/run-plan.ts';
import type { RunResumer } from './run/run-resumer.ts';
import type { SendDesk } from './send/send-desk.ts';
import type { SendResult } from './state/send-result.ts';
import type { MirroredRun, TabMirror } from './tabs/tab-mirror.ts';
import { withOwnIds } from './state/tidy-history.ts';

/** The parts of a chat, as its acts need them. */
export interface ChatActsHost extends Pick<ChatStore, 'whileStreaming' | 'drafts'> {
  readonly chatId: string;
  readonly view: ChatView;
  readonly extras: LazyExtras;
  readonly keeper: ChatKeeper;
  readonly present: PresentRun;
  readonly resumer: RunResumer;
  readonly runner: LazyToolRunner;
  readonly desk: SendDesk;
  readonly outbox: Outbox | undefined;
  readonly mirror: TabMirror | undefined;
  readonly end: ChatEnd;
  readonly makeId: () => string;
  readonly messages: () => readonly ChatMessage[];
  /** What each question was sent with, by the question's id. */
  readonly remembered: ReadonlyMap<string, SendOptions>;
  /** Whether an answer is on its way, here or in another tab. */
  readonly isBusy: () => boolean;
  /** What this page does itself. */
  readonly ownRun: () => MirroredRun | undefined;
  /** Asks the server as planned. Never rejects. */
  readonly ask: (makePlan: () => RunPlan) => Promise<SendResult>;
  /** Makes what comes from elsewhere fit to go on with. */
  readonly tidy: (messages: readonly ChatMessage[]) => readonly ChatMessage[];
}

/** Makes the acts of a chat's user over its parts. */
export function createChatActs(host: ChatActsHost): ChatStore {
  const { view, extras, keeper, resumer, runner, desk, outbox, mirror, end, isBusy, messages } =
    host;
  const { getState, getMessage, dispatch } = view;
  return {
    ...end,
    id: host.chatId,
    whileStreaming: host.whileStreaming,
    getState,
    getMessage,
    getStored: view.stored,
    drafts: host.drafts,
    subscribe(listener, messageId) {
      mirror?.start();
      return view.subscribe(listener, messageId);
    },
    async send(input, options) {
      if (resumer.loading()) await resumer.loading();
      return desk.send(input, options);
    },
    unqueue(messageId) {
      desk.unqueue(messageId);
      outbox?.remove(messageId);
    },
    resend: (messageId) => outbox?.resend(messageId),
    async abort() {
      if (isBusy()) outbox?.hold();
      await end.abort();
    },
    regenerate: (messageId, options) =>
      askAnew(({ planRegenerate }) => planRegenerate(messages(), messageId, options)),
    edit: (messageId, input, options = host.remembered.get(messageId)) =>
      desk.read(input, (read) =>
        askAnew(({ planEdit }) => planEdit(messages(), messageId, read, host.makeId(), options)),
      ),
    continueAnswer: (options) => askAnew(({ planContinue }) => planContinue(messages(), options)),
    setMessages,
    clearError() {
      if (getState().status === 'error') dispatch({ status: 'ready', error: undefined });
    },
    approveTool: unlessElsewhere(runner.approve),
    settleTool: unlessElsewhere(runner.settle),
    switchTo(messageId) {
      if (!isBusy() && !host.present.current() && view.switchTo(messageId)) keeper.save();
    },
    async resume() {
      await resumer.resume();
      outbox?.drain();
    },
  };

  /** What another tab reads is that tab's. */
  function unlessElsewhere<Given extends unknown[]>(
    act: (...given: Given) => void,
  ): (...given: Given) => void {
    return (...given) => {
      if (!mirror?.remoteRun()) act(...given);
    };
  }

  function askAnew(makePlan: (loaded: Extras) => RunPlan): Promise<SendResult> {
    return extras.use((loaded) => host.ask(() => makePlan(loaded)));
  }

  function setMessages(given: Parameters<ChatStore['setMessages']>[0]): void {
    const next = typeof given === 'function' ? given(messages()) : given;
    if (!host.ownRun() && mirror?.remoteRun()) return mirror.setMessages(next);
    const last = messages().at(-1);
    const place = next.findIndex(({ id }) => id === last?.id);
    const goesOn = isBusy() && place >= 0 && place === next.length - 1;
    if (isBusy() && !goesOn) void end.abort();
    // What was streaming has an end now, or is the stream's.
    const own = last && getMessage(last.id);
    const kept = next.map((message) => (own?.id === message.id && !message.end ? own : message));
    const list = (goesOn ? withOwnIds : host.tidy)(kept);
    if (!goesOn) view.forget(list);
    const active = host.present.current();
    if (active) active.unanswered = list;
    dispatch({ messages: list, isSet: true });
    keeper.save();
  }
}
