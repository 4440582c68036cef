import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';
import type { ChatTypes } from '../protocol/chat-types.ts';
import { attempt } from './state/attempt.ts';
import type { ChatStore } from './chat-store.ts';
import type { ChatCallbacks } from './options/chat-callbacks.ts';
import type { ChatOptions } from './chat-options.ts';
import { createChatActs } from './chat-acts.ts';
import { createChatEnd } from './chat-end.ts';
import { createChatKeeper } from './storage/chat-keeper.ts';
import { createChatView } from './state/chat-view.ts';
import { createId } from './state/create-id.ts';
import { pageFrames } from './run/frame-clock.ts';
import type { InferredChat, InferringChatOptions } from './infer-chat.ts';
import { createLazyMirror } from './tabs/lazy-mirror.ts';
import { createLazyToolRunner } from './tools/lazy-tools.ts';
import { createLazyExtras } from './state/lazy-extras.ts';
import { pageRun } from './state/page-run.ts';
import type { MirroredRun } from './tabs/tab-mirror.ts';
import { createPresentRun, type RunSource } from './run/present-run.ts';
import { createRunAsker } from './run/run-asker.ts';
import { refusal, toChatError, untold } from './state/run-error.ts';
import type { SendOptions } from './options/request-options.ts';
import type { RunPlan } from './state/run-plan.ts';
import { createRunResumer } from './run/run-resumer.ts';
import { createSendDesk } from './send/send-desk.ts';
import type { SendResult } from './state/send-result.ts';
import { endLeftCalls, withOwnIds } from './state/tidy-history.ts';

/**
 * Makes a chat over a transport. Deltas are applied once per frame; nothing is lost: a refusal that asking again may
 * cure leaves the user's message in the list for `regenerate()`; one that the user must cure (an error that is not
 * `retryable`) takes it back out and hands the error to the caller, who still has the text; a cut stream keeps what came.
 * Pass the callbacks separately when they change over time: they are looked up at each call.
 */
export function createChat<Inputs, Raw, Outputs, Data, Metadata>(
  options: InferringChatOptions<Inputs, Raw, Outputs, Data, Metadata>,
): ChatStore<InferredChat<Inputs, Raw, Outputs, Data, Metadata>>;
export function createChat<Types extends ChatTypes = ChatTypes>(
  options: ChatOptions<Types>,
  callbacks?: { readonly current: ChatCallbacks<Types> },
): ChatStore<Types>;
export function createChat(
  options: ChatOptions,
  callbacks: { readonly current: ChatCallbacks } = { current: options },
): ChatStore {
  const { transport, storage, mirror: isMirrored = false } = options;
  const { maxContinuations = 10, whileStreaming = 'reject', createId: makeId = createId } = options;
  const now = options.now ?? (() => performance.now());
  const chatId = options.id ?? (storage ? 'default' : makeId());
  const remembered = new Map<string, SendOptions>();
  /** How often the present answer has gone on by itself. */
  let continuations = 0;

  const tidy = (given: readonly ChatMessage[]) =>
    endLeftCalls(withOwnIds(given), callbacks.current.tools);
  const view = createChatView(
    options.initialMessages ?? [],
    (change) => mirror?.tell(change),
    tidy,
  );
  const { getState, dispatch } = view;
  const messages = () => getState().messages;
  const extras = createLazyExtras(view);
  if (messages().length > 0 || whileStreaming === 'queue') extras.prepare();
  const keeper = createChatKeeper({
    chatId,
    storage,
    read: () => {
      const stored = { ...view.stored(), ...present.stored() };
      return outbox?.addTo(stored) ?? stored;
    },
    now,
    callbacks,
  });
  const base = {
    chatId,
    transport,
    callbacks,
    whileStreaming,
    view,
    extras,
    keeper,
    makeId,
    now,
    remembered,
    isBusy,
    ask,
    tidy,
    tellFault,
    rest,
    messages,
    abort: () => void end.abort(),
  };
  const present = createPresentRun({
    ...base,
    frames: options.frames ?? pageFrames(),
    pacing: options.pacing,
    check: options.dataSchemas || options.metadataSchema ? checkRun : undefined,
    goesOn: (message) => runner.claim(message),
    onEnded,
  });
  const start = createRunAsker({ ...base, present });
  const resumer = createRunResumer({
    ...base,
    present,
    begunWith: messages(),
    knowsItsRuns: () => storage !== undefined || getState().outbox.length > 0,
    onLoaded(stored) {
      if (stored.messages.length > 0) extras.prepare();
      outbox?.load(stored.outbox ?? []);
    },
  });
  const outbox = options.outbox?.({
    ...base,
    present,
    mayRepeat: (error) => transport.mayRepeat?.(error) ?? true,
  });
  const desk = createSendDesk({ ...base, maxFileBytes: options.maxFileBytes, outbox });
  const runner = createLazyToolRunner({
    ...base,
    isReading: () => Boolean(present.current()?.runId),
    push: (event) => (event ? present.push(event) : present.showAll()),
    show: showToolResult,
    goOn: continueByItself,
  });
  const parts = { ...base, present, resumer, outbox, desk, runner, ownRun };
  const mirror = isMirrored
    ? createLazyMirror({
        ...parts,
        open: isMirrored === true ? undefined : isMirrored,
        setMessages: (list) => chat.setMessages(list),
        forget: () => chat.reset(),
      })
    : undefined;
  const end = createChatEnd({ ...parts, mirror });
  const chat = createChatActs({ ...parts, mirror, end, drafts: storage?.drafts });
  return chat;

  function isBusy(): boolean {
    return Boolean(ownRun() ?? mirror?.remoteRun());
  }

  function ownRun(): MirroredRun | undefined {
    const active = present.current();
    if (active?.runId) return { runId: active.runId, isNamed: active.standing === 'named' };
    return runner.isRunning() ? { runId: pageRun, isNamed: false } : undefined;
  }

  async function ask(makePlan: () => RunPlan, runId?: string): Promise<SendResult> {
    if (resumer.loading()) await resumer.loading();
    try {
      if (isBusy()) throw refusal('An answer is on its way. Abort it first.');
      const plan = makePlan();
      continuations = 0;
      return await start(plan, runId ?? makeId());
    } catch (error) {
      return untold(error);
    }
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
    dispatch({ status: isBusy() ? 'streaming' : 'ready', error: undefined, message });
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

  async function* checkRun(source: RunSource): AsyncGenerator<TransportEvent, void, undefined> {
    const { checkEvents } = await import('./run/check-events.ts');
    yield* checkEvents(source(), options, tellFault);
  }

  function tellFault(cause: unknown): ChatError {
    const error = toChatError(cause);
    attempt(() => callbacks.current.onError?.(error));
    return error;
  }
}
