import type { ChatError } from '../../protocol/chat-error.ts';
import { isPlainEvent } from '../../protocol/apply-plain-event.ts';
import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage, MessageEnd } from '../../protocol/chat-message.ts';
import type { TransportEvent } from '../../protocol/chat-transport.ts';
import {
  createActiveRun,
  type ActiveRun,
  type ActiveRunOptions,
  type Standing,
} from './active-run.ts';
import type { Applier } from './applier.ts';
import { attempt } from '../state/attempt.ts';
import type { ChatCallbacks } from '../options/chat-callbacks.ts';
import type { ChatKeeper } from '../storage/chat-keeper.ts';
import type { ChatChange, ChatRetry } from '../state/chat-state.ts';
import type { StoredChat } from '../state/stored-chat.ts';
import type { ChatView } from '../state/chat-view.ts';
import type { FrameClock } from './frame-clock.ts';
import { createFrameScheduler } from './frame-scheduler.ts';
import type { Pacing } from './pacing.ts';
import { readRun, type RunItem, type RunReader } from './read-run.ts';

/** What the present run needs of its chat. */
export interface PresentRunHost {
  readonly view: ChatView;
  readonly keeper: ChatKeeper;
  readonly callbacks: { readonly current: ChatCallbacks };
  readonly frames: FrameClock;
  readonly pacing: Pacing | undefined;
  /** Milliseconds. */
  readonly now: () => number;
  readonly makeId: () => string;
  /** What applies the events of tool calls, data and files, which few answers have. */
  readonly extras: {
    readonly loaded: () => { readonly createApplier: () => Applier } | undefined;
    readonly load: () => Promise<unknown>;
  };
  /** Checks what a run brings against the app's schemas. */
  readonly check?: ((source: RunSource) => AsyncIterable<TransportEvent>) | undefined;
  /** Whether an answer that has ended goes on by itself, so that the chat is not ready yet. */
  readonly goesOn: (message: ChatMessage | undefined) => boolean;
  /** A run has ended, and everybody knows. */
  readonly onEnded: (message: ChatMessage | undefined) => void;
}

/** Opens what a run is read from. */
export type RunSource = () => AsyncIterable<TransportEvent>;

/** What is known of a run that begins. */
type RunFacts = Omit<ActiveRunOptions, 'chooseFreeId' | 'applier' | 'pacing'>;

/** What a run leaves in the chat. */
type Outcome = Omit<ChatChange, 'status' | 'metrics'>;

/** The one run that a chat reads: brings it to the screen once per frame, and ends it. */
export interface PresentRun {
  /** The run that is read now. */
  readonly current: () => ActiveRun | undefined;
  /** What the next page needs to go on with a run: the present one, or one that this page has left. */
  readonly stored: () => Omit<StoredChat, 'messages' | 'branches'>;
  /** Takes over a run that another page has left; `''` forgets the one that was left. */
  readonly inherit: (runId: string, standing?: Standing) => void;
  /** Takes an event that did not come from the server into the present answer. */
  readonly push: (event: ChatEvent) => void;
  /** Shows all that has arrived. */
  readonly showAll: () => void;
  /** Makes a new run the present one. */
  readonly open: (facts: RunFacts) => ActiveRun;
  /** Reads the present run from its transport to its end. */
  readonly read: (
    active: ActiveRun,
    source: RunSource,
    told: Pick<RunReader, 'onAccepted' | 'onRefused'>,
  ) => Promise<void>;
  /** Shows what a run is doing, and with it a message. */
  readonly showStatus: (active: ActiveRun, lost?: 'reconnecting', message?: ChatMessage) => void;
  /** Ends the message of a run, and the run. */
  readonly finish: (active: ActiveRun, how: MessageEnd, error?: ChatError) => void;
  /** Ends a run with what it leaves, and tells everybody. */
  readonly end: (active: ActiveRun, outcome: Outcome) => void;
  /** Stops reading; the run goes on without this page. Tells nobody; answers whether there was one. */
  readonly abandon: () => boolean;
  /** Lets the present run go, with everything that was waiting for it. */
  readonly close: () => void;
}

type LeftRun = Pick<ActiveRun, 'runId' | 'standing' | 'continued'>;

const noRun: LeftRun = { runId: '', standing: 'named', continued: undefined };

/** Makes a chat's place for its run; it is empty. */
export function createPresentRun(host: PresentRunHost): PresentRun {
  const { view, keeper, callbacks, frames, pacing, now, makeId, extras, check } = host;
  const scheduler = createFrameScheduler(frames, flush);
  let run: ActiveRun | undefined;
  /** A run that goes on without us: this page left it, or the connection was cut. */
  let left: LeftRun = noRun;
  let goOnReading: (() => void) | undefined;
  /** Ends a whole answer whose last words are not on the screen yet. */
  let finishShown: (() => void) | undefined;

  return {
    current: () => run,
    stored,
    inherit(runId, standing = 'named') {
      left = { ...left, runId, standing };
    },
    push(event) {
      run?.push({ type: 'event', event, receivedAt: now(), bytes: 0 });
      showAll();
    },
    showAll,
    open,
    read,
    showStatus,
    finish,
    end,
    abandon,
    close,
  };

  function stored() {
    const activeRunId = run?.runId || left.runId;
    const { standing, continued } = run ?? left;
    return {
      ...(activeRunId && { activeRunId }),
      ...(activeRunId && standing !== 'named' && { activeRun: standing }),
      ...(continued && { continued }),
    };
  }

  function open(facts: RunFacts): ActiveRun {
    run = createActiveRun({
      ...facts,
      pacing,
      applier: () => extras.loaded()?.createApplier(),
      chooseFreeId: (named) => (named && !view.has(named) ? named : makeId()),
    });
    left = noRun;
    keeper.watchPage(showAll);
    return run;
  }

  function read(
    active: ActiveRun,
    source: RunSource,
    told: Pick<RunReader, 'onAccepted' | 'onRefused'>,
  ): Promise<void> {
    return readRun(check ? () => check(source) : source, {
      ...told,
      isCurrent: () => run === active,
      needs: (item) =>
        item.type === 'event' && !extras.loaded() && leavesMore(item.event)
          ? extras.load()
          : undefined,
      onItem: (item) => receive(active, item),
      waitsFor: () => room(active),
      onEnd(how, error) {
        const finishNow = () => finish(active, how, error);
        if (!pacing || how !== 'complete') return finishNow();
        finishShown = finishNow;
        flush();
      },
    });
  }

  // A screen that cannot keep up slows the reading down; memory would only grow.
  function room(active: ActiveRun): Promise<void> | undefined {
    if (active.isFull() && frames.isHidden?.()) scheduler.flushNow();
    if (!active.isFull()) return undefined;
    return new Promise((resolve) => {
      goOnReading = resolve;
    });
  }

  function receive(active: ActiveRun, item: RunItem): void {
    switch (item.type) {
      case 'open':
        name(active, item.runId, item.isNamed === false ? 'unnamed' : 'named');
        break;
      case 'event':
        if (item.runId) name(active, item.runId, 'named');
        active.push(item);
        scheduler.schedule();
        tellEvent(active, item.event);
        break;
      case 'reconnecting':
        lose(active, item);
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

  function name(active: ActiveRun, runId: string, standing: Standing): void {
    active.runId = runId || active.runId;
    active.standing = standing;
    keeper.save();
  }

  function tellEvent(active: ActiveRun, event: ChatEvent): void {
    attempt(() => callbacks.current.onEvent?.(event));
    if (event.type === 'data-title') keeper.name(event.data);
    if (event.type !== 'text-delta' || run !== active) return;
    attempt(() => callbacks.current.onToken?.(event.delta));
  }

  function showStatus(active: ActiveRun, lost?: 'reconnecting', message?: ChatMessage): void {
    const status = lost ?? (active.hasMessage() ? 'streaming' : 'submitted');
    show(active, { status, ...(message && { message }) });
  }

  function lose(active: ActiveRun, { attempt: count, delayMs }: ChatRetry): void {
    active.meter.reconnecting();
    showAll();
    show(active, { status: 'reconnecting', retry: { attempt: count, delayMs } });
  }

  /** Makes a step of a run, with its figures; the error of an earlier one is past. */
  function show({ meter }: ActiveRun, change: ChatChange): void {
    view.dispatch({ error: undefined, ...change, metrics: meter.read() });
  }

  function showAll(): void {
    scheduler.cancel();
    flush(Infinity);
  }

  function flush(at = now()): void {
    if (!run) return;
    const { meter } = run;
    const oldest = run.oldest();
    const message = run.flush(at);
    goOnReading?.();
    if (run.isBehind()) scheduler.schedule();
    else if (finishShown) return finishShown();
    if (!message) return;
    show(run, { status: 'streaming', message });
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

  function end(active: ActiveRun, outcome: Outcome): void {
    const { message, error } = outcome;
    settle(active, outcome, host.goesOn(message));
    if (message) attempt(() => callbacks.current.onDone?.(message));
    if (error) attempt(() => callbacks.current.onError?.(error));
    host.onEnded(message);
  }

  function abandon(): boolean {
    const active = run;
    if (!active) return false;
    const message = active.end('truncated');
    leave(active);
    settle(active, message ? { message } : {});
    active.abort.abort();
    return true;
  }

  function leave({ runId, standing, continued }: ActiveRun): void {
    // Nobody could take up what has no name.
    left = { runId: standing === 'unnamed' ? '' : runId, standing, continued };
  }

  function settle(active: ActiveRun, outcome: Outcome, goesOn = false): void {
    close();
    view.unfork(outcome.messages);
    const status = goesOn ? 'streaming' : outcome.error ? 'error' : 'ready';
    show(active, { status, ...outcome });
    keeper.save();
  }

  function close(): void {
    scheduler.cancel();
    keeper.unwatchPage();
    run = undefined;
    finishShown = undefined;
    goOnReading?.();
  }
}

/** Whether an event leaves something in its message that the plain ones do not. */
function leavesMore(event: ChatEvent): boolean {
  return !isPlainEvent(event) && !('transient' in event && event.transient);
}
