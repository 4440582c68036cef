import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { MessageMetadata, MessageUsage } from '../../protocol/message-metadata.ts';

/** Adds up what the steps of an answer cost: each tells its own, and the message is to tell of all. */
export class UsageSum {
  #before: MessageUsage = {};
  #step: MessageUsage = {};

  /** Another step begins. */
  next(): void {
    this.#before = this.#sum();
    this.#step = {};
  }

  /** The event, telling the usage of all steps where it tells one. */
  of<Event extends ChatEvent>(event: Event): Event {
    const metadata: MessageMetadata | undefined =
      'messageMetadata' in event ? event.messageMetadata : undefined;
    if (!metadata?.usage) return event;
    this.#step = { ...this.#step, ...metadata.usage };
    return { ...event, messageMetadata: { ...metadata, usage: this.#sum() } };
  }

  #sum(): MessageUsage {
    const sum: Record<string, number> = { ...this.#before };
    for (const [name, count] of Object.entries(this.#step))
      if (typeof count === 'number') sum[name] = (sum[name] ?? 0) + count;
    return sum;
  }
}
