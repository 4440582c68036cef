import { ChatError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage, MessageInput } from '../protocol/chat-message.ts';
import { createUserMessage } from '../protocol/chat-message.ts';
import type { ChatRequest, ChatTransport, TransportEvent } from '../protocol/chat-transport.ts';
import { ActiveRun } from './active-run.ts';
import type { ChatAction, ChatState } from './chat-state.ts';
import { chatReducer, endMessage, initialChatState } from './chat-state.ts';
import type { ChatStorage } from './chat-storage.ts';
import type { FrameClock } from './frame-clock.ts';
import { browserFrames } from './frame-clock.ts';
import { FrameScheduler } from './frame-scheduler.ts';

/** Options of {@link createChat}. */
export interface ChatOptions {
  /** The way to the server. */
  readonly transport: ChatTransport;
  /** Names the chat for the server and for `storage`. @default a random id; `'default'` with `storage` */
  readonly id?: string;
  readonly initialMessages?: readonly ChatMessage[];
  /** Keeps messages and the active run for the next page load; `resume()` reads it. @default none */
  readonly storage?: ChatStorage;
  /** Makes ids for messages and runs; must be unguessable for runs. @default crypto.randomUUID */
  readonly createId?: () => string;
  /** @default browserFrames() */
  readonly frames?: FrameClock;
  /** The clock of `receivedAt`, in milliseconds. @default performance.now */
  readonly now?: () => number;
  /** Is told of every event as it is received, before it is on the screen. */
  readonly onEvent?: (event: ChatEvent) => void;
  /** Is told of every piece of answer text as it is received. */
  readonly onToken?: (delta: string) => void;
  /** Is told of every answer that has ended, however it ended: look at `message.end`. */
  readonly onDone?: (message: ChatMessage) => void;
  /** Is told of every failure. A user's abort is none. */
  readonly onError?: (error: ChatError) => void;
}

/** What became of a `send`: the server took it, or refused it (and the user's text is not lost, see `createChat`). */
export type SendResult =
  | { readonly accepted: true; readonly messageId: string }
  | { readonly accepted: false; readonly error: ChatError };

/** A chat without a screen: state, and the acts of its user. */
export interface Chat {
  readonly id: string;
  /** The present state; the same object until something changes. */
  getState(): ChatState;
  /** Calls the listener after each change, at most once per frame while an answer streams. */
  subscribe(listener: () => void): () => void;
  /** Sends a message. Resolves when the server has accepted or refused it; never rejects. */
  send(input: string | MessageInput): Promise<SendResult>;
  /** Stops the answer at once, keeps what has arrived (`end: 'aborted'`), and stops the server's model. */
  abort(): Promise<void>;
  /** Answers anew: the given assistant message, or the last turn. The old answer comes back if the server refuses. */
  regenerate(messageId?: string): Promise<SendResult>;
  /** Replaces a user message, drops what followed, and asks for a new answer. */
  edit(messageId: string, input: string | MessageInput): Promise<SendResult>;
  /** Goes on with a run that a reload or another page left behind: loads `storage`, then asks the server for the rest. */
  resume(): Promise<void>;
  /** Aborts, and forgets all messages. */
  reset(): void;
  /** Stops reading without stopping the server (a disconnect is not a cancel); the chat can be used again. */
  dispose(): void;
}

/** What a run is about to ask, and what the list becomes if the server refuses. */
interface RunPlan {
  readonly messages: readonly ChatMessage[];
  readonly messageId: string;
  readonly trigger: ChatRequest['trigger'];
  readonly answers?: string;
  readonly onRefused: (error: ChatError) => readonly ChatMessage[];
}

const saveEveryMs = 1000;

/**
 * Makes a chat over a transport. Deltas are applied once per frame; nothing is lost: a refusal that asking again may
 * cure leaves the user's message in the list for `regenerate()`; one that the user must cure (an error that is not
 * `retryable`) takes it back out and hands the error to the caller, who still has the text; a cut stream keeps what came.
 */
export function createChat(options: ChatOptions): Chat {
  const { transport, storage } = options;
  const createId = options.createId ?? (() => crypto.randomUUID());
  const now = options.now ?? (() => performance.now());
  const frames = options.frames ?? browserFrames();
  const id = options.id ?? (storage ? 'default' : createId());
  const listeners = new Set<() => void>();
  const scheduler = new FrameScheduler(frames, flush);

  let state = initialChatState(options.initialMessages);
  let run: ActiveRun | undefined;
  let savedAt = 0;

  return {
    id,
    getState: () => state,
    subscribe,
    send,
    abort,
    regenerate,
    edit,
    resume,
    reset,
    dispose,
  };

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function dispatch(action: ChatAction): void {
    const next = chatReducer(state, action);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function send(input: string | MessageInput): Promise<SendResult> {
    const message = createUserMessage(input, createId(), Date.now());
    if (message.parts.length === 0) {
      return refuse('The message is empty. Send some text or a file.');
    }
    return start({
      messages: [...state.messages, message],
      messageId: message.id,
      trigger: 'submit-message',
      onRefused: keepIfRetryable(state.messages, message),
    });
  }

  function regenerate(messageId?: string): Promise<SendResult> {
    const before = state.messages;
    const target = messageId ?? before.at(-1)?.id;
    const index = before.findIndex((message) => message.id === target);
    const message = before[index];
    if (!message) return refuse('There is no such message to answer anew.');
    const kept = before.slice(0, message.role === 'assistant' ? index : index + 1);
    const question = kept.at(-1);
    if (!question) return refuse('There is no question before this message.');
    return start({
      messages: kept,
      messageId: question.id,
      trigger: 'regenerate-message',
      ...(message.role === 'assistant' && { answers: message.id }),
      onRefused: () => before,
    });
  }

  function edit(messageId: string, input: string | MessageInput): Promise<SendResult> {
    const before = state.messages;
    const index = before.findIndex(({ id: candidate }) => candidate === messageId);
    if (before[index]?.role !== 'user') return refuse('Only a user message can be edited.');
    const message = createUserMessage(input, createId(), Date.now());
    if (message.parts.length === 0) {
      return refuse('The edited message is empty. Write some text or add a file.');
    }
    return start({
      messages: [...before.slice(0, index), message],
      messageId: message.id,
      trigger: 'submit-message',
      onRefused: () => before,
    });
  }

  function start(plan: RunPlan): Promise<SendResult> {
    if (run) return refuse('An answer is still on its way. Wait for it, or abort it first.');
    const active = openRun(createId());
    dispatch({ type: 'submit', messages: plan.messages });
    save();
    const events = transport.send({
      chatId: id,
      runId: active.runId,
      messages: plan.messages,
      trigger: plan.trigger,
      ...(plan.answers !== undefined && { messageId: plan.answers }),
      signal: active.abort.signal,
    });
    return new Promise((resolve) => {
      const accept = () => resolve({ accepted: true, messageId: plan.messageId });
      void consume(active, events, {
        onAccepted: accept,
        onRefused(error) {
          dispatch({ type: 'refuse', messages: plan.onRefused(error), error });
          resolve({ accepted: false, error });
        },
      }).then(accept);
    });
  }

  async function resume(): Promise<void> {
    if (run) return;
    const active = openRun('');
    const stored = await storage?.load(id);
    if (run !== active) return;
    if (stored && state.messages.length === 0)
      dispatch({ type: 'load', messages: stored.messages });
    if (storage && stored?.activeRunId === undefined) {
      run = undefined;
      return;
    }
    const runId = stored?.activeRunId;
    const resumed = openRun(runId ?? '');
    const events = transport.resume({
      chatId: id,
      ...(runId !== undefined && { runId }),
      signal: resumed.abort.signal,
    });
    await consume(resumed, events, { onAccepted: noop, onRefused: (error) => cutOff(error) });
    cutOff();
  }

  // What a former page left streaming and no server can go on with is cut, not complete.
  function cutOff(error?: ChatError): void {
    if (run) return;
    const last = state.messages.at(-1);
    const isOpen = last?.role === 'assistant' && last.end === undefined;
    const message = isOpen ? endMessage(last, 'truncated', error) : undefined;
    if (message || error) {
      dispatch({
        type: 'end',
        ...(message && { message }),
        ...(error && { error }),
        metrics: state.metrics,
      });
    }
    save();
  }

  function openRun(runId: string): ActiveRun {
    run = new ActiveRun({
      runId,
      startedAt: now(),
      createdAt: Date.now(),
      createMessageId: createId,
      findShown: (messageId) => state.messages.find((message) => message.id === messageId),
    });
    return run;
  }

  async function consume(
    active: ActiveRun,
    events: AsyncIterable<TransportEvent>,
    on: { onAccepted: () => void; onRefused: (error: ChatError) => void },
  ): Promise<void> {
    let isAccepted = false;
    try {
      for await (const item of events) {
        if (run !== active) return;
        if (item.type === 'open' || item.type === 'event') {
          if (!isAccepted) on.onAccepted();
          isAccepted = true;
        }
        if (item.type !== 'end') receive(active, item);
        else if (item.error && !isAccepted) return refused(item.error);
        else return finish(active, item);
      }
    } catch (cause) {
      const error = new ChatError('protocol', 'The transport threw instead of yielding an end.', {
        cause,
      });
      if (run !== active) return;
      if (!isAccepted) return refused(error);
      return finish(active, { type: 'end', end: 'error', error });
    }
    if (run === active) finish(active, undefined);

    function refused(error: ChatError): void {
      run = undefined;
      scheduler.cancel();
      on.onRefused(error);
      save();
      notify(options.onError, error);
    }
  }

  function receive(active: ActiveRun, item: Exclude<TransportEvent, { type: 'end' }>): void {
    switch (item.type) {
      case 'event':
        active.push(item);
        scheduler.schedule();
        notify(options.onEvent, item.event);
        if (item.event.type === 'text-delta') notify(options.onToken, item.event.delta);
        break;
      case 'reconnecting':
        scheduler.flushNow();
        active.meter.reconnecting();
        dispatch({ type: 'status', status: 'reconnecting', metrics: active.meter.read() });
        break;
      case 'reconnected':
        dispatch({
          type: 'status',
          status: active.hasMessage ? 'streaming' : 'submitted',
          metrics: active.meter.read(),
        });
        break;
      case 'snapshot':
        active.replace(item.message);
        scheduler.schedule();
        break;
      default:
    }
  }

  function flush(): void {
    const active = run;
    if (!active) return;
    const message = active.flush();
    dispatch({ type: 'update', ...(message && { message }), metrics: active.meter.read() });
    const oldest = active.oldestFlushed;
    if (oldest !== undefined) frames.afterPaint(() => active.meter.painted(now() - oldest));
    if (storage && now() - savedAt > saveEveryMs) save();
  }

  function finish(
    active: ActiveRun,
    end: Extract<TransportEvent, { type: 'end' }> | undefined,
  ): void {
    scheduler.cancel();
    // No end at all: nothing was there to resume, or a transport that broke its promise.
    const message =
      end || active.hasMessage || active.hasPending
        ? active.end(end?.end ?? 'truncated', end?.error)
        : undefined;
    run = undefined;
    dispatch({
      type: 'end',
      ...(message && { message }),
      ...(end?.error && { error: end.error }),
      metrics: active.meter.read(),
    });
    save();
    if (message) notify(options.onDone, message);
    if (end?.error) notify(options.onError, end.error);
  }

  async function abort(): Promise<void> {
    const active = run;
    if (!active) return;
    finish(active, { type: 'end', end: 'aborted' });
    active.abort.abort();
    if (active.runId) await transport.cancel(active.runId, 'user');
  }

  function reset(): void {
    void abort();
    dispatch({ type: 'load', messages: [] });
    storage?.remove(id);
  }

  function dispose(): void {
    const active = run;
    if (!active) return;
    scheduler.cancel();
    save();
    run = undefined;
    active.abort.abort();
    const message = active.flush();
    dispatch({ type: 'end', ...(message && { message }), metrics: active.meter.read() });
  }

  function save(): void {
    if (!storage) return;
    savedAt = now();
    storage.save(id, { messages: state.messages, ...(run?.runId && { activeRunId: run.runId }) });
  }

  function refuse(message: string): Promise<SendResult> {
    return Promise.resolve({ accepted: false, error: new ChatError('bad-request', message) });
  }
}

function keepIfRetryable(before: readonly ChatMessage[], message: ChatMessage) {
  return (error: ChatError) => (error.retryable ? [...before, message] : before);
}

// A callback of the app that throws must not end the stream; the browser reports it as an uncaught error.
function notify<Value>(callback: ((value: Value) => void) | undefined, value: Value): void {
  try {
    callback?.(value);
  } catch (error) {
    reportError(error);
  }
}

function noop(): void {}
