import { applyPlainEvent, endMessage } from '../../protocol/apply-plain-event.ts';
import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage, MessageEnd } from '../../protocol/chat-message.ts';
import type { Applier } from './applier.ts';
import { createChatMeter, type ChatMeter } from './chat-meter.ts';
import type { Pacing, ReceivedEvent } from './pacing.ts';
import type { RequestOptions } from '../options/request-options.ts';

// What may wait for a frame: far more than a screen can show of one, far less than a page can hold.
const mostEvents = 2000;
const mostCharacters = 256 * 1024;

/** How a run stands with the server. */
export type Standing = 'awaited' | 'unnamed' | 'named';

/** What one run needs to start. */
export interface ActiveRunOptions {
  /** The run's id; `''` while only the server knows it. */
  readonly runId: string;
  /** What the server has said of the run: nothing yet, an answer without a name, or its name. @default 'named' */
  readonly standing?: Standing | undefined;
  /** When the user asked, on the chat's clock; absent for a run that is resumed. */
  readonly startedAt?: number | undefined;
  /** The message on the screen that a resumed run goes on with. */
  readonly shown?: ChatMessage | undefined;
  /** The answer that the run adds to. */
  readonly continued?: ChatMessage | undefined;
  /** What becomes of the list when the run ends before its answer has begun. */
  readonly unanswered?: readonly ChatMessage[] | undefined;
  /** The headers that the question was sent with. */
  readonly headers?: RequestOptions['headers'];
  /** What applies all kinds of events, and those of an answer that goes on with another, once it is loaded. */
  readonly applier?: (() => Applier | undefined) | undefined;
  /** Answers with the id the server chose, or with a new one where that is missing or another message's. */
  readonly chooseFreeId: (named: string | undefined) => string;
  /** Holds back what a frame need not show yet. @default shows all that has arrived */
  readonly pacing?: Pacing | undefined;
}

/** One answer on its way: buffers what arrives between two frames and folds it into one message. */
export interface ActiveRun extends Pick<ActiveRunOptions, 'continued' | 'headers'> {
  unanswered?: ActiveRunOptions['unanswered'];
  /** The run's name on the server, which may choose another than the client proposed. */
  runId: string;
  standing: Standing;
  readonly abort: AbortController;
  readonly meter: ChatMeter;
  /** Whether there is something of the answer to show. */
  readonly hasMessage: () => boolean;
  /** When the oldest event that waits for its frame was received (ms); undefined when none does. */
  readonly oldest: () => number | undefined;
  /** Whether so much waits for a frame that no more should be read. */
  readonly isFull: () => boolean;
  /** Whether something waits for a frame. */
  readonly isBehind: () => boolean;
  /** Keeps an event for the next frame. */
  readonly push: (received: ReceivedEvent) => void;
  /** Replaces the whole message by the server's copy. */
  readonly replace: (copy: ChatMessage) => void;
  /** Folds what has arrived and is due at `now` (ms; `Infinity` is everything) into the message; answers with what the screen should show. */
  readonly flush: (now: number) => ChatMessage | undefined;
  /** Flushes everything and ends the message; undefined when the answer had not begun. */
  readonly end: (end: MessageEnd, error?: ChatError) => ChatMessage | undefined;
}

/** Makes a run that has received nothing yet. */
export function createActiveRun(options: ActiveRunOptions): ActiveRun {
  const { runId, startedAt, chooseFreeId } = options;
  const pacer = options.pacing?.();
  let buffer: ReceivedEvent[] = [];
  let characters = 0;
  let message = options.continued;
  let { shown } = options;
  let applier: Applier | undefined;
  const meter = createChatMeter(startedAt);
  return {
    ...options,
    standing: options.standing ?? 'named',
    abort: new AbortController(),
    meter,
    hasMessage: () => (message ?? shown) !== undefined,
    oldest: () => buffer[0]?.receivedAt,
    isFull: () => buffer.length >= mostEvents || characters >= mostCharacters,
    isBehind: () => buffer.length > 0,
    push(received) {
      buffer.push(received);
      if ('delta' in received.event) characters += received.event.delta.length;
      meter.receive(received.event, received.receivedAt, received.bytes);
    },
    replace(copy) {
      buffer = [];
      message = { ...copy, id: message?.id ?? chooseId(copy.id) };
    },
    flush(now) {
      if (!pacer) return flush();
      const { due, rest } = pacer.take(buffer, now);
      return due.length > 0 ? flush(due, rest) : undefined;
    },
    end(end, error) {
      const visible = flush();
      const ended = end === 'complete' ? (message ?? visible) : visible;
      return ended && endMessage(ended, end, error);
    },
  };

  function flush(
    due: readonly ReceivedEvent[] = buffer,
    rest: ReceivedEvent[] = [],
  ): ChatMessage | undefined {
    buffer = rest;
    characters = 0;
    for (const event of joinDeltas(due)) apply(event);
    if (message && applier) message = applier.readInputs(message);
    // A replay starts from nothing; what the reader already saw stays until the replay has caught up.
    if (message && shown && !message.end && textLength(message) < textLength(shown)) return shown;
    if (message) shown = undefined;
    return message ?? shown;
  }

  function apply(event: ChatEvent): void {
    const named = event.type === 'start' ? event.messageId : undefined;
    message ??= {
      id: chooseId(named),
      role: 'assistant',
      parts: [],
      createdAt: shown?.createdAt ?? Date.now(),
    };
    const { id } = message;
    // The message has its name already, whatever a replay calls it.
    applier ??= options.applier?.();
    const applyAny = applier?.apply ?? applyPlainEvent;
    const next = applyAny(message, event, options.continued);
    message = next.id === id ? next : { ...next, id };
  }

  // A resumed run keeps the id on the screen, and a server that names all its messages alike must not make them one.
  function chooseId(named: string | undefined): string {
    if (shown && (runId || (named ?? shown.id) === shown.id)) return shown.id;
    shown = undefined;
    return chooseFreeId(named);
  }
}

function textLength({ parts }: ChatMessage): number {
  return parts.reduce((length, part) => length + ('text' in part ? part.text.length : 0), 0);
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
