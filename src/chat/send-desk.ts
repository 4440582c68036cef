import type { MessageInput } from '../protocol/chat-message.ts';
import type { WhileStreaming } from './chat.ts';
import type { ChatView } from './chat-view.ts';
import { refusal, toChatError } from './run-error.ts';
import { planSend, type RunPlan } from './run-plan.ts';
import { createSendQueue } from './send-queue.ts';
import type { SendResult } from './send-result.ts';

/** What sending needs of its chat. */
export interface SendDeskHost {
  readonly view: ChatView;
  readonly whileStreaming: WhileStreaming;
  readonly makeId: () => string;
  /** Whether an answer is on its way. */
  readonly isBusy: () => boolean;
  /** Stops the answer that is on its way. */
  readonly interrupt: () => void;
  readonly ask: (plan: () => RunPlan) => Promise<SendResult>;
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
  const { view, whileStreaming, makeId, isBusy, interrupt, ask } = host;
  const queue = createSendQueue(showQueue);
  return {
    send,
    sendNext,
    unqueue: (messageId) => queue.giveBack(unsent(), messageId),
    giveBack: () => queue.giveBack(unsent()),
  };

  async function send(input: string | MessageInput): Promise<SendResult> {
    const messageId = makeId();
    const plan = () => planSend(view.getState().messages, input, messageId);
    if (isBusy() && whileStreaming === 'interrupt') interrupt();
    if (!isBusy() || whileStreaming !== 'queue') return ask(plan);
    try {
      plan();
      return await queue.add({ id: messageId, input });
    } catch (error) {
      return { accepted: false, error: toChatError(error) };
    }
  }

  function sendNext(): void {
    const next = queue.next();
    if (!next) return;
    const { id, input } = next.message;
    void ask(() => planSend(view.getState().messages, input, id)).then(next.settle);
  }

  function showQueue(): void {
    const { status, error } = view.getState();
    view.dispatch({ status, queue: queue.waiting(), ...(error && { error }) });
  }
}

function unsent(): SendResult {
  return {
    accepted: false,
    error: refusal('The answer before it did not end, so it was not sent.'),
  };
}
