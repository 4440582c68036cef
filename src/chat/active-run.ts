import { applyEvent, endMessage } from '../protocol/apply-event.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage, MessageEnd } from '../protocol/chat-message.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';
import { ChatMeter } from './chat-meter.ts';

type ReceivedEvent = Extract<TransportEvent, { type: 'event' }>;

/** What one run needs to start. */
export interface ActiveRunOptions {
  /** The run's id; `''` while only the server knows it. */
  readonly runId: string;
  /** When the user asked, on the chat's clock; absent for a run that is resumed. */
  readonly startedAt?: number;
  /** The message on the screen that a resumed run goes on with. */
  readonly shown?: ChatMessage;
  /** What becomes of the list when the run ends before its answer has begun. */
  readonly unanswered?: readonly ChatMessage[];
  readonly createMessageId: () => string;
  /** Says whether another message has that id already. */
  readonly isTaken: (messageId: string) => boolean;
}

/** One answer on its way: buffers what arrives between two frames and folds it into one message. */
export class ActiveRun {
  /** The run's name on the server, which may choose another than the client proposed. */
  runId: string;
  readonly abort = new AbortController();
  readonly meter: ChatMeter;
  readonly unanswered: readonly ChatMessage[] | undefined;
  readonly #options: ActiveRunOptions;
  #buffer: ReceivedEvent[] = [];
  #message: ChatMessage | undefined;
  #shown: ChatMessage | undefined;
  #oldest: number | undefined;

  constructor(options: ActiveRunOptions) {
    this.runId = options.runId;
    this.unanswered = options.unanswered;
    this.meter = new ChatMeter(options.startedAt);
    this.#shown = options.shown;
    this.#options = options;
  }

  /** Whether there is something of the answer to show. */
  get hasMessage(): boolean {
    return (this.#message ?? this.#shown) !== undefined;
  }

  /** When the oldest event of the last flush was received (ms); undefined when nothing was flushed. */
  get oldestFlushed(): number | undefined {
    return this.#oldest;
  }

  /** Keeps an event for the next frame. */
  push(received: ReceivedEvent): void {
    this.#buffer.push(received);
    this.meter.receive(received.event, received.receivedAt, received.bytes);
  }

  /** Replaces the whole message by the server's copy. */
  replace(copy: ChatMessage): void {
    this.#buffer = [];
    this.#message = { ...copy, id: this.#message?.id ?? this.#chooseId(copy.id) };
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
    const visible = this.flush();
    const message = end === 'complete' ? (this.#message ?? visible) : visible;
    return message && endMessage(message, end, error);
  }

  #apply(event: ChatEvent): void {
    const named = event.type === 'start' ? event.messageId : undefined;
    this.#message ??= {
      id: this.#chooseId(named),
      role: 'assistant',
      parts: [],
      createdAt: this.#shown?.createdAt ?? Date.now(),
    };
    const { id } = this.#message;
    const own = named === undefined || named === id ? event : { ...event, messageId: id };
    this.#message = applyEvent(this.#message, own);
  }

  // A resumed run keeps the id on the screen, and a server that names all its messages alike must not make them one.
  #chooseId(named: string | undefined): string {
    const { runId, createMessageId, isTaken } = this.#options;
    const shownId = this.#shown?.id;
    if (shownId !== undefined && (runId !== '' || (named ?? shownId) === shownId)) return shownId;
    this.#shown = undefined;
    return named !== undefined && !isTaken(named) ? named : createMessageId();
  }

  // A replay starts from nothing; what the reader already saw stays until the replay has caught up.
  #visible(): ChatMessage | undefined {
    const message = this.#message;
    const shown = this.#shown;
    if (!message || !shown) return message ?? shown;
    if (!message.end && textLength(message) < textLength(shown)) return shown;
    this.#shown = undefined;
    return message;
  }
}

function textLength(message: ChatMessage): number {
  return message.parts.reduce(
    (length, part) => length + ('text' in part ? part.text.length : 0),
    0,
  );
}

/** Joins neighbouring deltas of one part, so that a frame's worth of them costs one new message. */
function* joinDeltas(received: readonly ReceivedEvent[]): Generator<ChatEvent> {
  let held: ChatEvent | undefined;
  for (const { event } of received) {
    const joined = held && joinDelta(held, event);
    if (held && !joined) yield held;
    held = joined ?? event;
  }
  if (held) yield held;
}

function joinDelta(first: ChatEvent, second: ChatEvent): ChatEvent | undefined {
  if (first.type !== 'text-delta' && first.type !== 'reasoning-delta') return undefined;
  if (second.type !== first.type || second.id !== first.id) return undefined;
  return { ...first, ...second, delta: first.delta + second.delta };
}
