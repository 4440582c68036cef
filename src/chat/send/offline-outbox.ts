import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { browserLine, browserLock, type OutboxLine, type OutboxLock } from './outbox-line.ts';
import type { ChatOutbox, Outbox, OutboxHost } from './outbox.ts';
import type { OutboxMessage } from '../state/outbox-message.ts';
import {
  isChosen,
  isWaiting,
  withError,
  withoutError,
  withoutSecrets,
  withRetry,
} from './held-message.ts';
import { refusal } from '../state/run-error.ts';
import { planSend } from '../state/run-plan.ts';
import type { QueuedMessage } from '../state/queued-message.ts';
import type { SendResult } from '../state/send-result.ts';

/** Options of {@link offlineOutbox}. */
export interface OfflineOutboxOptions {
  /** Says when the browser is online; a test passes its own. @default the browser's `online` event */
  readonly line?: OutboxLine | undefined;
  /** Lets one tab send at a time; a test passes its own. @default a Web Lock, in browsers that have them */
  readonly lock?: OutboxLock | undefined;
}

/**
 * Makes an outbox for `createChat({ outbox })`: a message that is sent while the browser is offline, or that does not
 * get through, is kept with its files and data in `state.outbox` and in the chat's `storage`. It is sent, in order and
 * with the run id it had from the beginning, when the browser is online again, or by `resume()` after a reload; of
 * several tabs only one sends it.
 *
 * @example
 * useStreamingChat({ url: '/api/chat', storage: localChatStorage(), outbox: offlineOutbox() })
 */
export function offlineOutbox(options: OfflineOutboxOptions = {}): ChatOutbox {
  const { line = browserLine, lock = browserLock } = options;
  return (host) => createOutbox(host, line, lock);
}

function createOutbox(host: OutboxHost, line: OutboxLine, lock: OutboxLock): Outbox {
  const { view, keeper } = host;
  const { dispatch } = view;
  let held: readonly OutboxMessage[] = [];
  let sending: OutboxMessage | undefined;
  /** The life in which a drain is under way. */
  let draining: AbortController | undefined;
  let stopWatching: (() => void) | undefined;
  let life = new AbortController();
  return {
    addTo(stored) {
      const outbox = (sending ? [unsure(sending), ...held] : held).map(withoutSecrets);
      if (outbox.length === 0) return stored;
      if (!sending) return { ...stored, outbox };
      const { activeRunId: _id, activeRun: _unaccepted, continued: _none, ...others } = stored;
      const { messages, ...rest } = others;
      return { ...rest, outbox, messages: messages.filter(({ id }) => id !== sending?.id) };
    },
    send,
    mustWait: () => !line.isOnline() || held.some(isWaiting),
    take(messages) {
      held = messages;
      watch();
    },
    load(messages) {
      const revived = messages.filter(isNew).map(withRetry);
      if (revived.length > 0) change([...revived, ...held]);
    },
    drain: () => void drain(),
    hold() {
      const error = refusal('The answer before it was stopped, so it was not sent.');
      const stopped = (message: OutboxMessage) =>
        isWaiting(message) ? withError(message, error) : message;
      if (held.some(isWaiting)) change(held.map(stopped));
    },
    resend(id) {
      change(held.map((message) => (isChosen(message, id) ? withoutError(message) : message)));
      void drain(true, id);
    },
    remove(id) {
      change(held.filter((message) => !isChosen(message, id)));
    },
    stop,
  };

  function change(next: readonly OutboxMessage[]): void {
    held = next;
    watch();
    show();
  }

  function show(messages?: readonly ChatMessage[]): void {
    if (held !== view.getState().outbox || messages) {
      dispatch({ outbox: held, ...(messages && { messages }) });
    }
    keeper.save();
  }

  function isNew({ id }: OutboxMessage): boolean {
    return !held.some((other) => other.id === id);
  }

  function watch(): void {
    if (held.length > 0) stopWatching ??= line.onOnline(revive);
    else unwatch();
  }

  function unwatch(): void {
    stopWatching?.();
    stopWatching = undefined;
  }

  function revive(): void {
    change(held.map(withRetry));
    void drain();
  }

  async function send(queued: QueuedMessage): Promise<SendResult> {
    const message = { ...queued, runId: host.makeId() };
    const isDirect = line.isOnline() && held.length === 0 && !host.isBusy();
    if (isDirect) {
      // Nobody else knows it, so it need not wait for the lock; but another tab may read it from the storage meanwhile.
      const delivery = deliver(message);
      void locked(() => delivery.then(() => undefined));
      return delivery;
    }
    change([...held.map(withRetry), message]);
    void drain();
    return { accepted: true, messageId: message.id, isInOutbox: true };
  }

  async function drain(isForced = false, id?: string): Promise<void> {
    if (draining === life) return;
    const begun = life;
    const { signal } = begun;
    draining = begun;
    watch();
    const next = () => held.find((message) => isWaiting(message) && isChosen(message, id));
    const isPossible = () =>
      !signal.aborted && !sending && !host.isBusy() && (isForced || line.isOnline());
    let goesOn = true;
    while (goesOn && isPossible() && next()) {
      goesOn = false;
      await locked(async () => {
        const isGone = await wasSentElsewhere(next(), signal);
        const message = isGone ? undefined : next();
        if (message && isPossible()) {
          // What the server will never take does not stop what comes after it; a lost connection does.
          goesOn = !('isInOutbox' in (await deliver(message)));
        } else goesOn = isGone;
      });
    }
    if (draining === begun) draining = undefined;
  }

  /** The tab that had the lock before may have sent it. */
  async function wasSentElsewhere(
    message: OutboxMessage | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const stored = message && (await keeper.load());
    if (!stored || signal.aborted || stored.outbox?.some(({ id }) => id === message.id))
      return false;
    // Only what stands in the stored list was surely sent: a storage that failed to keep it must not lose it here too.
    if (!stored.messages.some(({ id }) => id === message.id)) return false;
    change(held.filter(({ id }) => id !== message.id));
    view.load(stored);
    return true;
  }

  async function deliver(message: OutboxMessage): Promise<SendResult> {
    const place = held.indexOf(message);
    sending = message;
    if (place >= 0) change(held.filter((other) => other !== message));
    const result = await ask(message);
    // Disposed meanwhile: it waits again.
    if (sending !== message) return result;
    sending = undefined;
    const isKept = !result.accepted && (result.error.retryable || place >= 0);
    if (!isKept) {
      change(held);
      return result;
    }
    const { error } = result;
    const isUnsure = error.retryable && !host.mayRepeat(error);
    const isOffline = error.retryable && !isUnsure && !line.isOnline();
    const kept = isOffline ? message : withError(message, error, isUnsure);
    change(held.toSpliced(Math.max(place, 0), 0, kept));
    // It may still stand in a list that was set while it was being sent.
    const { messages } = view.getState();
    const others = messages.filter(({ id }) => id !== message.id);
    if (others.length < messages.length) show(others);
    return error.retryable ? { accepted: true, messageId: message.id, isInOutbox: true } : result;
  }

  /** The message as it is for a page that does not learn what became of it. */
  function unsure(message: OutboxMessage): OutboxMessage {
    if (host.mayRepeat()) return message;
    const text = 'Nobody knows whether the server has it. Send it again if no answer comes.';
    return withError(message, new ChatError('network', text), true);
  }

  /** A refusal takes the message out of the list again. */
  function ask({ id, input, options, runId }: OutboxMessage): Promise<SendResult> {
    const { messages } = view.getState();
    const plan = () => ({ ...planSend(messages, input, id, options), refused: () => messages });
    return host.ask(plan, runId);
  }

  function locked(task: () => Promise<void>): Promise<void> {
    // A request that is no longer wanted is rejected.
    return lock(`rivulet:outbox:${host.chatId}`, task, life.signal).catch(() => undefined);
  }

  function stop(): void {
    life.abort();
    life = new AbortController();
    unwatch();
    if (!sending) return;
    const { id } = sending;
    held = [unsure(sending), ...held];
    sending = undefined;
    host.present.inherit('');
    show(view.getState().messages.filter((message) => message.id !== id));
  }
}
