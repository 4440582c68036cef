import type { MessageInput } from '../protocol/chat-message.ts';
import type { WhileStreaming } from './chat.ts';
import type { ChatView } from './chat-view.ts';
import type { LazyExtras } from './lazy-extras.ts';
import type { Outbox } from './outbox.ts';
import { refusal, untold } from './run-error.ts';
import { planSend, type RunPlan } from './run-plan.ts';
import type { QueuedMessage, SendQueue } from './send-queue.ts';
import type { SendResult } from './send-result.ts';

/** What sending needs of its chat. */
export interface SendDeskHost {
  readonly view: ChatView;
  readonly extras: Pick<LazyExtras, 'use'>;
  readonly whileStreaming: WhileStreaming;
  readonly makeId: () => string;
  /** Whether an answer is on its way. */
  readonly isBusy: () => boolean;
  /** Stops the answer that is on its way. */
  readonly interrupt: () => void;
  readonly ask: (plan: () => RunPlan) => Promise<SendResult>;
  readonly outbox: Outbox | undefined;
}

/** Takes what the user sends, and sends it when its turn has come. */
export interface SendDesk {
  readonly send: (input: string | MessageInput) => Promise<SendResult>;
  /** Sends the next message of the queue. */
  readonly sendNext: () => void;
  /** Gives one message of the queue back to its sender. */
  readonly unqueue: (messageId: string) => void;
  /** Gives all messages of the queue back to their senders. */
  readonly giveBack: () => void;
}

/** Makes a desk with an empty queue. */
export function createSendDesk(host: SendDeskHost): SendDesk {
  const { view, extras, whileStreaming, makeId, isBusy, interrupt, ask, outbox } = host;
  let queue: SendQueue | undefined;
  return {
    send,
    sendNext,
    unqueue: (messageId) => queue?.giveBack(unsent(), messageId),
    giveBack: () => queue?.giveBack(unsent()),
  };

  async function send(input: string | MessageInput): Promise<SendResult> {
    const message = { id: makeId(), input };
    try {
      // Refuses at once what could never be sent.
      planSend([], input, message.id);
      if (isBusy() && whileStreaming === 'interrupt') interrupt();
      if (outbox?.mustWait()) return await outbox.send(input, message.id);
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

  function deliver({ id, input }: QueuedMessage): Promise<SendResult> {
    if (outbox && !isBusy()) return outbox.send(input, id);
    return ask(() => planSend(view.getState().messages, input, id));
  }

  function sendNext(): void {
    const next = queue?.next();
    if (next) void deliver(next.message).then(next.settle);
  }

  function showQueue(): void {
    const { status, error } = view.getState();
    view.dispatch({ status, queue: queue?.waiting() ?? [], ...(error && { error }) });
  }
}

function unsent(): SendResult {
  return untold(refusal('The answer before it did not end, so it was not sent.'));
}
