import type { QueuedMessage } from '../state/queued-message.ts';
import { refusal, untold } from '../state/run-error.ts';
import type { SendResult } from '../state/send-result.ts';

/** Messages that wait for their turn. */
export interface SendQueue {
  /** What waits; the same array until something changes. */
  readonly waiting: () => readonly QueuedMessage[];
  /** Adds a message; resolves as its `send` will. */
  readonly add: (message: QueuedMessage) => Promise<SendResult>;
  /** Takes the next message out, to be sent, with the function that tells its sender. */
  readonly next: () => { message: QueuedMessage; settle: (result: SendResult) => void } | undefined;
  /** Gives messages back to their senders unsent: one, or all. */
  readonly giveBack: (id?: string) => void;
}

/** Makes an empty queue; `onChange` is called after each change. */
export function createSendQueue(onChange: () => void): SendQueue {
  let waiting: readonly QueuedMessage[] = [];
  const senders = new Map<string, (result: SendResult) => void>();
  return {
    waiting: () => waiting,
    add(message) {
      return new Promise((resolve) => {
        senders.set(message.id, resolve);
        change([...waiting, message]);
      });
    },
    next() {
      const [message] = waiting;
      if (!message) return undefined;
      const settle = senders.get(message.id) ?? (() => undefined);
      senders.delete(message.id);
      change(waiting.slice(1));
      return { message, settle };
    },
    giveBack(id) {
      const leaving = waiting.filter((message) => id === undefined || message.id === id);
      if (leaving.length === 0) return;
      change(waiting.filter((message) => !leaving.includes(message)));
      const unsent = untold(refusal('The answer before it did not end, so it was not sent.'));
      for (const message of leaving) {
        senders.get(message.id)?.(unsent);
        senders.delete(message.id);
      }
    },
  };

  function change(next: readonly QueuedMessage[]): void {
    waiting = next;
    onChange();
  }
}
