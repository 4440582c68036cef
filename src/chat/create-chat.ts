import type { ChatMessage } from '../protocol/chat-message.ts';
import { attempt } from './attempt.ts';
import type { Chat, ChatCallbacks, ChatOptions } from './chat.ts';
import { createChatKeeper } from './chat-keeper.ts';
import { noMetrics } from './chat-metrics.ts';
import type { ChatChange } from './chat-state.ts';
import { createChatView } from './chat-view.ts';
import { createId } from './create-id.ts';
import { browserFrames } from './frame-clock.ts';
import { createLazyMirror } from './lazy-mirror.ts';
import { createLazyToolRunner } from './lazy-tools.ts';
import { createLazyExtras, type Extras } from './lazy-extras.ts';
import { createPresentRun } from './present-run.ts';
import { createRunAsker } from './run-asker.ts';
import { refusal, toChatError, untold } from './run-error.ts';
import type { RunPlan } from './run-plan.ts';
import { createRunResumer } from './run-resumer.ts';
import { createSendDesk } from './send-desk.ts';
import type { SendResult } from './send-result.ts';
import type { MirroredRun } from './tab-mirror.ts';
import { endLeftCalls, withOwnIds } from './tidy-history.ts';

/** Stands for what the tools of a page do, where another tab asks for the run of this one. */
const pageRun = 'page-tools';

/**
 * Makes a chat over a transport. Deltas are applied once per frame; nothing is lost: a refusal that asking again may
 * cure leaves the user's message in the list for `regenerate()`; one that the user must cure (an error that is not
 * `retryable`) takes it back out and hands the error to the caller, who still has the text; a cut stream keeps what came.
 * The callbacks may be given apart, as an owner needs whose callbacks change: they are looked up at each call.
 */
export function createChat(
  options: ChatOptions,
  callbacks: { readonly current: ChatCallbacks } = { current: options },
): Chat {
  const { transport, storage, mirror: isMirrored = false } = options;
  const { maxContinuations = 10, whileStreaming = 'reject', createId: makeId = createId } = options;
  const now = options.now ?? (() => performance.now());
  const id = options.id ?? (storage ? 'default' : makeId());
  /** How often the present answer has gone on by itself. */
  let continuations = 0;

  const tidy = (given: readonly ChatMessage[]) =>
    endLeftCalls(withOwnIds(given), callbacks.current.tools);
  const view = createChatView(
    options.initialMessages ?? [],
    (change) => mirror?.tell(change),
    tidy,
  );
  const { getState, getMessage, subscribe, dispatch } = view;
  const messages = () => getState().messages;
  const extras = createLazyExtras(view);
  if (messages().length > 0 || whileStreaming === 'queue') extras.prepare();
  const begunWith = messages();
  const keeper = createChatKeeper({
    chatId: id,
    storage,
    read: () => {
      const stored = { ...view.stored(), ...present.stored() };
      return outbox?.addTo(stored) ?? stored;
    },
    now,
    callbacks,
  });
  const present = createPresentRun({
    view,
    keeper,
    callbacks,
    frames: options.frames ?? browserFrames(),
    pacing: options.pacing,
    now,
    makeId,
    goesOn: (message) => runner.claim(message),
    onEnded,
  });
  const start = createRunAsker({ chatId: id, transport, view, keeper, present, now });
  const resumer = createRunResumer({
    chatId: id,
    transport,
    isBusy,
    begunWith,
    knowsItsRuns: () => storage !== undefined || getState().outbox.length > 0,
    view,
    keeper,
    present,
    onLoaded(stored) {
      if (stored.messages.length > 0) extras.prepare();
      outbox?.load(stored.outbox ?? []);
    },
  });
  const outbox = options.outbox?.({
    chatId: id,
    view,
    keeper,
    present,
    makeId,
    isBusy,
    ask,
    mayRepeat: (error) => transport.mayRepeat?.(error) ?? true,
  });
  const desk = createSendDesk({
    view,
    extras,
    whileStreaming,
    makeId,
    isBusy,
    interrupt,
    ask,
    outbox,
  });
  const runner = createLazyToolRunner({
    tools: () => callbacks.current.tools,
    find: getMessage,
    last: () => messages().at(-1),
    isReading: () => Boolean(present.current()?.runId),
    push: (event) => (event ? present.push(event) : present.showAll()),
    show: showToolResult,
    goOn: continueByItself,
    rest,
  });
  const mirror = isMirrored
    ? createLazyMirror(
        {
          chatId: id,
          open: isMirrored === true ? undefined : isMirrored,
          getState,
          ownRun,
          show: showOtherTab,
          abort: () => void abort(),
          takeOver,
        },
        extras.load,
      )
    : undefined;

  return {
    id,
    whileStreaming,
    getState,
    getMessage,
    subscribe(listener, messageId) {
      mirror?.start();
      return subscribe(listener, messageId);
    },
    async send(input) {
      if (resumer.loading()) await resumer.loading();
      return desk.send(input);
    },
    unqueue(messageId) {
      desk.unqueue(messageId);
      outbox?.remove(messageId);
    },
    resend: (messageId) => outbox?.resend(messageId),
    abort() {
      if (isBusy()) outbox?.hold();
      return abort();
    },
    regenerate: (messageId) =>
      askAnew(({ planRegenerate }) => planRegenerate(messages(), messageId)),
    edit: (messageId, input) =>
      askAnew(({ planEdit }) => planEdit(messages(), messageId, input, makeId())),
    continueAnswer: () => askAnew(({ planContinue }) => planContinue(messages())),
    // What another tab reads is that tab's.
    approveTool(...given) {
      if (!mirror?.remoteRun()) runner.approve(...given);
    },
    settleTool(...given) {
      if (!mirror?.remoteRun()) runner.settle(...given);
    },
    switchTo,
    async resume() {
      await resumer.resume();
      outbox?.drain();
    },
    reset,
    dispose,
  };

  function isBusy(): boolean {
    return Boolean(ownRun() ?? mirror?.remoteRun());
  }

  async function ask(makePlan: () => RunPlan, runId?: string): Promise<SendResult> {
    if (resumer.loading()) await resumer.loading();
    try {
      assertIdle();
      const plan = makePlan();
      continuations = 0;
      return await start(plan, runId ?? makeId());
    } catch (error) {
      return untold(error);
    }
  }

  function askAnew(makePlan: (loaded: Extras) => RunPlan): Promise<SendResult> {
    return extras.use((loaded) => ask(() => makePlan(loaded)), assertIdle);
  }

  function assertIdle(): void {
    if (isBusy()) throw refusal('An answer is still on its way. Abort it first.');
  }

  function onEnded(message: ChatMessage | undefined): void {
    extras.prepare();
    if (runner.isRunning()) runner.start();
    else goOn(message?.end === 'complete');
  }

  function goOn(isWhole: boolean): void {
    if (isBusy()) return;
    if (isWhole) desk.sendNext();
    else desk.giveBack();
    outbox?.drain();
  }

  function showToolResult(message: ChatMessage): void {
    dispatch({ status: isBusy() ? 'streaming' : 'ready', message });
    keeper.save();
  }

  function continueByItself(makePlan: (messages: readonly ChatMessage[]) => RunPlan): void {
    if (continuations >= maxContinuations) return rest();
    continuations += 1;
    void start(makePlan(messages()), makeId());
  }

  function rest(isWhole = true): void {
    if (isBusy()) return;
    if (getState().status === 'streaming') dispatch({ status: 'ready' });
    goOn(isWhole);
  }

  function ownRun(): MirroredRun | undefined {
    const active = present.current();
    if (active?.runId) return { runId: active.runId, isNamed: active.standing === 'named' };
    return runner.isRunning() ? { runId: pageRun, isNamed: false } : undefined;
  }

  function showOtherTab(change: ChatChange): void {
    if (change.messages) view.fork(change.messages);
    if (change.outbox) outbox?.take(change.outbox);
    dispatch(change);
    if (isBusy() || change.status !== 'ready') return;
    desk.sendNext();
    outbox?.drain();
  }

  function takeOver({ runId, isNamed }: MirroredRun): void {
    if (runId === pageRun) {
      // What the tools of that page were doing went with it.
      dispatch({ status: 'ready', messages: tidy(messages()) });
      return keeper.save();
    }
    present.inherit(runId, isNamed ? 'named' : 'unnamed');
    void resumer.resume();
  }

  function interrupt(): void {
    void abort();
  }

  async function abort(): Promise<void> {
    extras.stop();
    const active = present.current();
    const run = ownRun() ?? mirror?.remoteRun();
    const wasRunning = runner.isRunning();
    if (active) {
      present.finish(active, 'aborted');
      active.abort.abort();
    } else if (!wasRunning) mirror?.abort();
    if (wasRunning) {
      runner.abort();
      rest(false);
    }
    // A server that did not name the run would not know what is meant; one that has not answered yet may.
    const isAwaited = active?.standing === 'awaited';
    if (!run || !(run.isNamed || isAwaited)) return;
    try {
      await transport.cancel(run.runId, 'user');
    } catch (error) {
      attempt(() => callbacks.current.onError?.(toChatError(error)));
    }
  }

  function switchTo(messageId: string): void {
    if (!isBusy() && !present.current() && view.switchTo(messageId)) keeper.save();
  }

  function reset(): void {
    resumer.stopLoading();
    outbox?.stop();
    outbox?.remove();
    void abort();
    present.inherit('');
    view.forget();
    dispatch({ status: 'ready', messages: [], metrics: noMetrics });
    keeper.remove();
  }

  function dispose(): boolean {
    extras.stop();
    resumer.stopLoading();
    mirror?.stop();
    const hasLeft = present.abandon();
    const wasRunning = runner.isRunning();
    runner.abort();
    if (hasLeft || wasRunning) desk.giveBack();
    outbox?.stop();
    return hasLeft || getState().outbox.length > 0;
  }
}
