import { ChatError, truncatedError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage, MessageEnd, MessageInput } from '../protocol/chat-message.ts';
import { createToolRunner } from './client-tools.ts';
import { createActiveRun, type ActiveRun, type ActiveRunOptions } from './active-run.ts';
import { attempt } from './attempt.ts';
import { withoutSiblings } from './branches.ts';
import type { Chat, ChatCallbacks, ChatOptions } from './chat.ts';
import { createChatKeeper, isPromise } from './chat-keeper.ts';
import { noMetrics } from './chat-metrics.ts';
import type { ChatChange } from './chat-state.ts';
import type { StoredChat } from './chat-storage.ts';
import { createChatView } from './chat-view.ts';
import { createId } from './create-id.ts';
import { browserFrames } from './frame-clock.ts';
import { createFrameScheduler } from './frame-scheduler.ts';
import { onPageHide } from './page-hide.ts';
import { readRun } from './read-run.ts';
import type { RunItem } from './read-run.ts';
import { refusal, toChatError } from './run-error.ts';
import { openAgain, planContinue, planEdit, planRegenerate, planSend } from './run-plan.ts';
import type { RunPlan } from './run-plan.ts';
import { createSendQueue } from './send-queue.ts';
import type { SendResult } from './send-result.ts';
import { browserTabChannel, createTabMirror } from './tab-mirror.ts';

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
  const begunWith = options.initialMessages ?? [];
  const view = createChatView(begunWith, (change) => mirror?.tell(change));
  const { getState, getMessage, subscribe, dispatch } = view;
  const scheduler = createFrameScheduler(options.frames ?? browserFrames(), flush);
  const queue = createSendQueue(showQueue);
  const runner = createToolRunner({
    tools: () => callbacks.current.tools,
    last: () => getState().messages.at(-1),
    show: showToolResult,
    goOn: continueByItself,
  });
  const mirror = isMirrored
    ? createTabMirror({
        open: () => (isMirrored === true ? browserTabChannel(id) : isMirrored()),
        getState,
        ownRun: () => run?.runId,
        show: showOtherTab,
        abort: () => void abort(),
        takeOver,
      })
    : undefined;
  const keeper = createChatKeeper({ chatId: id, storage, read: toStored, now });

  let run: ActiveRun | undefined;
  /** A run that goes on without us: this page left it, or the connection was cut. */
  let leftRunId = '';
  let leftAnswer: ChatMessage | undefined;
  /** How often the present answer has gone on by itself. */
  let continuations = 0;
  let loading: Promise<StoredChat | undefined> | undefined;
  let stopWatchingPage: (() => void) | undefined;

  return {
    id,
    getState,
    getMessage,
    subscribe(listener, messageId) {
      mirror?.start();
      return subscribe(listener, messageId);
    },
    send,
    unqueue: (messageId) => queue.giveBack(unsent(), messageId),
    abort,
    regenerate: (messageId) => ask(() => planRegenerate(getState().messages, messageId)),
    edit: (messageId, input) =>
      ask(() => planEdit(getState().messages, messageId, input, makeId())),
    continueAnswer: () => ask(() => planContinue(getState().messages)),
    approveTool: runner.approve,
    settleTool: runner.settle,
    switchTo,
    resume,
    reset,
    dispose,
  };

  async function send(input: string | MessageInput): Promise<SendResult> {
    if (loading) await loading;
    const messageId = makeId();
    const plan = () => planSend(getState().messages, input, messageId);
    if (isBusy() && whileStreaming === 'interrupt') void abort();
    if (!isBusy() || whileStreaming !== 'queue') return ask(plan);
    try {
      plan();
      return await queue.add({ id: messageId, input });
    } catch (error) {
      return { accepted: false, error: toChatError(error) };
    }
  }

  function isBusy(): boolean {
    return Boolean(run?.runId || runner.isRunning() || mirror?.remoteRun());
  }

  function showToolResult(message: ChatMessage): void {
    dispatch({ status: runner.isRunning() ? 'submitted' : 'ready', message });
    keeper.save();
  }

  function continueByItself(): void {
    if (continuations >= maxContinuations) return;
    continuations += 1;
    void start(planContinue(getState().messages));
  }

  function showOtherTab(change: ChatChange): void {
    if (change.messages) view.fork(change.messages);
    dispatch(change);
    if (!isBusy() && change.status === 'ready') sendNext();
  }

  function takeOver(runId: string): void {
    leftRunId = runId;
    void resume();
  }

  function sendNext(): void {
    const next = queue.next();
    if (!next) return;
    const { id: messageId, input } = next.message;
    void ask(() => planSend(getState().messages, input, messageId)).then(next.settle);
  }

  function showQueue(): void {
    const { status, error } = getState();
    dispatch({ status, queue: queue.waiting(), ...(error && { error }) });
  }

  async function ask(makePlan: () => RunPlan): Promise<SendResult> {
    if (loading) await loading;
    try {
      if (isBusy()) throw refusal('An answer is still on its way. Abort it first.');
      const plan = makePlan();
      continuations = 0;
      return await start(plan);
    } catch (error) {
      return { accepted: false, error: toChatError(error) };
    }
  }

  function start(plan: RunPlan): Promise<SendResult> {
    // A resume that still looks for a run makes way.
    run?.abort.abort();
    const runId = makeId();
    const { unanswered, continued } = plan;
    const active = openRun({ runId, startedAt: now(), unanswered, continued });
    const { signal } = active.abort;
    view.fork(plan.request.messages);
    dispatch({ status: 'submitted', messages: plan.shown, metrics: noMetrics });
    keeper.save();
    const messages = plan.request.messages.map(withoutSiblings);
    const request = { ...plan.request, messages, chatId: id, runId, signal };
    return new Promise((resolve) => {
      const onAccepted = () => resolve({ accepted: true, messageId: plan.questionId });
      // An abort before the server has answered: the message stays, so for the caller it was taken.
      signal.addEventListener('abort', onAccepted, { once: true });
      void readRun(() => transport.send(request), {
        ...readerOf(active),
        onAccepted,
        onRefused(error = truncatedError()) {
          end(active, { messages: plan.refused(error), error });
          resolve({ accepted: false, error });
        },
      });
    });
  }

  async function resume(): Promise<void> {
    if (run || loading) return;
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
    if (stored && getState().messages === begunWith) {
      view.load(stored);
    }
    const runId = stored?.activeRunId ?? leftRunId;
    if (storage && !runId) return;
    const shown = openAnswer(getState().messages);
    const continued = stored?.continued ?? leftAnswer;
    const active = openRun({ runId, ...(shown && { shown, continued }) });
    if (runId) showStatus(active, 'reconnecting', shown);
    const request = { chatId: id, ...(runId && { runId }), signal: active.abort.signal };
    await readRun(() => transport.resume(request), {
      ...readerOf(active),
      onAccepted: () => showStatus(active),
      onRefused(error) {
        if (error) finish(active, 'truncated', error);
        else if (runId) finish(active, 'expired', goneError());
        else close();
      },
    });
  }

  function openRun(
    facts: Pick<ActiveRunOptions, 'runId' | 'startedAt' | 'shown' | 'continued' | 'unanswered'>,
  ): ActiveRun {
    run = createActiveRun({
      ...facts,
      chooseFreeId: (named) => (named !== undefined && !getMessage(named) ? named : makeId()),
    });
    leftRunId = '';
    leftAnswer = undefined;
    if (storage) stopWatchingPage ??= onPageHide(saveAll);
    return run;
  }

  function readerOf(active: ActiveRun) {
    return {
      isCurrent: () => run === active,
      onItem: (item: RunItem) => receive(active, item),
      onEnd: (how: MessageEnd, error?: ChatError) => finish(active, how, error),
    };
  }

  function receive(active: ActiveRun, item: RunItem): void {
    switch (item.type) {
      case 'open':
        if (active.runId === item.runId) break;
        active.runId = item.runId;
        keeper.save();
        break;
      case 'event':
        active.push(item);
        scheduler.schedule();
        tellEvent(active, item.event);
        break;
      case 'reconnecting':
        active.meter.reconnecting();
        scheduler.flushNow();
        showStatus(active, 'reconnecting');
        break;
      case 'reconnected':
        showStatus(active);
        break;
      case 'snapshot':
        active.replace(item.message);
        scheduler.schedule();
        break;
      default:
        item satisfies never;
    }
  }

  function tellEvent(active: ActiveRun, event: ChatEvent): void {
    attempt(() => callbacks.current.onEvent?.(event));
    if (event.type !== 'text-delta' || run !== active) return;
    attempt(() => callbacks.current.onToken?.(event.delta));
  }

  function showStatus(active: ActiveRun, lost?: 'reconnecting', message?: ChatMessage): void {
    const status = lost ?? (active.hasMessage() ? 'streaming' : 'submitted');
    dispatch({ status, ...(message && { message }), metrics: active.meter.read() });
  }

  function flush(): void {
    if (!run) return;
    const { meter } = run;
    const oldest = run.oldest();
    const message = run.flush();
    if (!message) return;
    dispatch({ status: 'streaming', message, metrics: meter.read() });
    if (oldest !== undefined) scheduler.afterPaint(() => meter.painted(now() - oldest));
    keeper.saveSometimes();
  }

  function finish(active: ActiveRun, how: MessageEnd, error?: ChatError): void {
    const message = active.end(how, error);
    if (how === 'truncated') leave(active);
    end(active, {
      ...(message ? { message } : active.unanswered && { messages: active.unanswered }),
      ...(error && { error }),
    });
  }

  function leave({ runId, continued }: ActiveRun): void {
    leftRunId = runId;
    leftAnswer = continued;
  }

  /** Ends the present run and says so. */
  function end(active: ActiveRun, outcome: Omit<ChatChange, 'status' | 'metrics'>): void {
    const { message, error } = outcome;
    settle(active, outcome);
    if (message) attempt(() => callbacks.current.onDone?.(message));
    if (error) tellError(error);
    if (message?.end === 'complete') runner.start();
    if (isBusy()) return;
    if (message?.end === 'complete') sendNext();
    else queue.giveBack(unsent());
  }

  function settle(active: ActiveRun, outcome: Omit<ChatChange, 'status' | 'metrics'>): void {
    close();
    view.unfork(outcome.messages);
    const status = outcome.error ? 'error' : 'ready';
    dispatch({ status, ...outcome, metrics: active.meter.read() });
    keeper.save();
  }

  function tellError(error: ChatError): void {
    attempt(() => callbacks.current.onError?.(error));
  }

  /** Leaves the present run, with everything that was waiting for it. */
  function close(): void {
    scheduler.cancel();
    stopWatchingPage?.();
    stopWatchingPage = undefined;
    run = undefined;
  }

  async function abort(): Promise<void> {
    const active = run;
    const runId = active ? active.runId : mirror?.remoteRun();
    if (active) {
      finish(active, 'aborted');
      active.abort.abort();
    } else mirror?.abort();
    runner.abort();
    if (!runId) return;
    try {
      await transport.cancel(runId, 'user');
    } catch (error) {
      tellError(toChatError(error));
    }
  }

  function switchTo(messageId: string): void {
    if (!run && view.switchTo(messageId)) keeper.save();
  }

  function reset(): void {
    loading = undefined;
    void abort();
    leftRunId = '';
    view.forget();
    dispatch({ status: 'ready', messages: [], metrics: noMetrics });
    keeper.remove();
  }

  function dispose(): boolean {
    loading = undefined;
    mirror?.stop();
    const active = run;
    if (!active) return false;
    const message = active.end('truncated');
    leave(active);
    settle(active, message ? { message } : {});
    queue.giveBack(unsent());
    active.abort.abort();
    return true;
  }

  function saveAll(): void {
    scheduler.flushNow();
    keeper.save();
  }

  function toStored(): StoredChat {
    const activeRunId = run?.runId || leftRunId;
    const continued = run ? run.continued : leftAnswer;
    return {
      ...view.stored(),
      ...(activeRunId && { activeRunId }),
      ...(continued && { continued }),
    };
  }
}

function unsent(): SendResult {
  return {
    accepted: false,
    error: refusal('The answer before it did not end, so it was not sent.'),
  };
}

function goneError(): ChatError {
  return new ChatError('expired', 'The server no longer has this answer. Ask again.');
}

/** The last answer if it may still grow, as it was while it grew. */
function openAnswer(messages: readonly ChatMessage[]): ChatMessage | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || (last.end && last.end !== 'truncated')) return undefined;
  return openAgain(last);
}
