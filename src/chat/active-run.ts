import { applyEvent } from '../protocol/apply-event.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage, MessageEnd } from '../protocol/chat-message.ts';
import { messageText } from '../protocol/chat-message.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';
import { ChatMeter } from './chat-metrics.ts';
import { endMessage } from './chat-state.ts';

type ReceivedEvent = Extract<TransportEvent, { type: 'event' }>;

/** What one run needs to start. */
export interface ActiveRunOptions {
  readonly runId: string;
  readonly startedAt: number;
  readonly createMessageId: () => string;
  readonly createdAt: number;
  /** Finds a message on the screen that this run continues after a reload. */
  readonly findShown?: (messageId: string) => ChatMessage | undefined;
}

/** One answer on its way: buffers what arrives between two frames and folds it into one message. */
export class ActiveRun {
  readonly runId: string;
  readonly abort = new AbortController();
  readonly meter: ChatMeter;
  readonly #options: ActiveRunOptions;
  #buffer: ReceivedEvent[] = [];
  #message: ChatMessage | undefined;
  #shown: ChatMessage | undefined;
  #oldest: number | undefined;

  constructor(options: ActiveRunOptions) {
    this.runId = options.runId;
    this.#options = options;
    this.meter = new ChatMeter(options.startedAt);
  }

  /** Whether the answer has begun. */
  get hasMessage(): boolean {
    return this.#message !== undefined;
  }

  /** Whether events wait for the next frame. */
  get hasPending(): boolean {
    return this.#buffer.length > 0;
  }

  /** Keeps an event for the next frame. */
  push(received: ReceivedEvent): void {
    this.#buffer.push(received);
    this.meter.receive(received.event, received.receivedAt, received.bytes);
  }

  /** Replaces the whole message by the server's copy. */
  replace(message: ChatMessage): void {
    this.#buffer = [];
    this.#message = message;
    this.#shown = undefined;
  }

  /** Folds what has arrived into the message and answers with what the screen should show. */
  flush(): ChatMessage | undefined {
    const events = this.#buffer;
    this.#buffer = [];
    this.#oldest = events[0]?.receivedAt;
    for (const event of joinDeltas(events)) this.#apply(event);
    return this.#visible();
  }

  /** Flushes and ends the message; undefined when the answer had not begun. */
  end(end: MessageEnd, error?: ChatError): ChatMessage | undefined {
    this.flush();
    const message = this.#message ?? this.#shown;
    this.#message = message && endMessage(message, end, error);
    this.#shown = undefined;
    return this.#message;
  }

  /** When the oldest event of the last flush was received (ms); undefined when nothing was flushed. */
  get oldestFlushed(): number | undefined {
    return this.#oldest;
  }

  #apply(event: ChatEvent): void {
    this.#message ??= this.#begin(event);
    this.#message = applyEvent(this.#message, event);
  }

  #begin(event: ChatEvent): ChatMessage {
    const named = event.type === 'start' ? event.messageId : undefined;
    const id = named ?? this.#options.createMessageId();
    this.#shown = this.#options.findShown?.(id);
    const createdAt = this.#shown?.createdAt ?? this.#options.createdAt;
    return { id, role: 'assistant', parts: [], createdAt };
  }

  // A replay after a reload starts from nothing; what the reader already saw stays until the replay has caught up.
  #visible(): ChatMessage | undefined {
    const message = this.#message;
    if (!message || !this.#shown) return message;
    if (!message.end && messageText(message).length < messageText(this.#shown).length) {
      return this.#shown;
    }
    this.#shown = undefined;
    return message;
  }
}

/** Joins neighbouring deltas of one part, so that a frame's worth of them costs one new message. */
function* joinDeltas(received: readonly ReceivedEvent[]): Generator<ChatEvent> {
  let held: ChatEvent | undefined;
  for (const { event } of received) {
    const joined = held && joinDelta(held, event);
    if (joined) {
      held = joined;
      continue;
    }
    if (held) yield held;
    held = event;
  }
  if (held) yield held;
}

function joinDelta(first: ChatEvent, second: ChatEvent): ChatEvent | undefined {
  if (first.type !== 'text-delta' && first.type !== 'reasoning-delta') return undefined;
  if (second.type !== first.type || second.id !== first.id) return undefined;
  return { ...second, delta: first.delta + second.delta };
}
