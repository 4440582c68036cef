import type { MessageInput } from '../../protocol/chat-message.ts';
import type { WhileStreaming } from '../options/while-streaming.ts';
import { isRead, type ChatInput } from '../options/chat-input.ts';
import type { ChatView } from '../state/chat-view.ts';
import type { LazyExtras } from '../state/lazy-extras.ts';
import type { Outbox } from './outbox.ts';
import type { SendOptions } from '../options/request-options.ts';
import { untold } from '../state/run-error.ts';
import { planSend, type RunPlan } from '../state/run-plan.ts';
import type { SendQueue } from './send-queue.ts';
import type { QueuedMessage } from '../state/queued-message.ts';
import type { SendResult } from '../state/send-result.ts';

/** What sending needs of its chat. */
export interface SendDeskHost {
  readonly view: ChatView;
  readonly extras: Pick<LazyExtras, 'use'>;
  readonly whileStreaming: WhileStreaming;
  /** The most bytes of the files of one message. */
  readonly maxFileBytes: number | undefined;
  readonly makeId: () => string;
  /** Whether an answer is on its way. */
  readonly isBusy: () => boolean;
  /** Stops the answer that is on its way. */
  readonly abort: () => void;
  readonly ask: (plan: () => RunPlan) => Promise<SendResult>;
  readonly outbox: Outbox | undefined;
}

/** Takes what the user sends, and sends it when its turn has come. */
export interface SendDesk {
  readonly send: (input: string | ChatInput, options?: SendOptions) => Promise<SendResult>;
  /** Does something with a message once its files are read; messages with files do not overtake each other, nor others them. */
  readonly read: (
    input: string | ChatInput,
    act: (input: string | MessageInput) => Promise<SendResult>,
  ) => Promise<SendResult>;
  /** Sends the next message of the queue. */
  readonly sendNext: () => void;
  /** Gives one message of the queue back to its sender. */
  readonly unqueue: (messageId: string) => void;
  /** Gives all messages of the queue back to their senders. */
  readonly giveBack: () => void;
}

/** Makes a desk with an empty queue. */
export function createSendDesk(host: SendDeskHost): SendDesk {
  const { view, extras, whileStreaming, makeId, isBusy, abort, ask, outbox } = host;
  let queue: SendQueue | undefined;
  /** How many messages have files that are being read, or wait for one before them that has. */
  let unread = 0;
  return {
    send: (given, options) => read(given, (input) => send({ id: makeId(), input, options })),
    read,
    sendNext,
    unqueue: (messageId) => queue?.giveBack(messageId),
    giveBack: () => queue?.giveBack(),
  };

  function read(
    input: string | ChatInput,
    act: (input: string | MessageInput) => Promise<SendResult>,
  ): Promise<SendResult> {
    if (unread === 0 && isRead(input)) return act(input);
    unread += 1;
    return extras
      .use((loaded, checkStop) => loaded.readInTurn(host, input, checkStop, act))
      .finally(() => (unread -= 1));
  }

  async function send(message: QueuedMessage): Promise<SendResult> {
    try {
      // Refuses at once what could never be sent.
      planSend([], message.input, message.id);
      if (isBusy() && whileStreaming === 'interrupt') abort();
      if (outbox?.mustWait()) return await outbox.send(message);
      if (isBusy() && whileStreaming === 'queue') return await wait(message);
      return await deliver(message);
    } catch (error) {
      return untold(error);
    }
  }
  function wait(message: QueuedMessage): Promise<SendResult> {
    return extras.use(({ createSendQueue }) => {
      // What lets it wait had to be loaded, and the answer may have ended meanwhile.
      if (!isBusy()) return deliver(message);
      queue ??= createSendQueue(showQueue);
      return queue.add(message);
    });
  }

  function deliver(message: QueuedMessage): Promise<SendResult> {
    if (outbox && !isBusy()) return outbox.send(message);
    const { id, input, options } = message;
    return ask(() => planSend(view.getState().messages, input, id, options));
  }

  function sendNext(): void {
    const next = queue?.next();
    if (next) void deliver(next.message).then(next.settle);
  }

  function showQueue(): void {
    view.dispatch({ queue: queue?.waiting() ?? [] });
  }
}
