import type { ChatEvent, FinishReason, MessageMetadata, MessageUsage } from 'rivulet/protocol';
import type { EngineEvent, EngineInfo } from '../engine/engine.ts';

type PieceType = 'text' | 'reasoning';
type EndEvent = Extract<EngineEvent, { type: 'end' }>;
type PieceEvent = Extract<EngineEvent, { type: PieceType }>;
type RelayEnd = Extract<EngineEvent, { type: 'relay-end' }>;

// How often a running answer tells its exact token count.
const usageIntervalMs = 500;

/** What a `data-token` holds. */
export interface ToldToken {
  readonly token: string;
  /** Its number in the model's vocabulary; null where the engine does not say it. */
  readonly tokenId: number | null;
  /** Model tokens of the answer so far. */
  readonly outputTokens: number;
}

/** How an answer is told. */
export interface AnswerEventsOptions {
  /** Whether each model token is told by itself as well, as a transient `data-token`. @default false */
  readonly tellsTokens?: boolean | undefined;
  /** A clock, in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/** Turns what an engine tells about one answer into the events of its message. */
export class AnswerEvents {
  readonly #now: () => number;
  readonly #tellsTokens: boolean;
  #open: PieceType | undefined;
  #parts = 0;
  #usage: MessageUsage = {};
  #usageAt: number | undefined;

  constructor({ tellsTokens = false, now = () => performance.now() }: AnswerEventsOptions = {}) {
    this.#tellsTokens = tellsTokens;
    this.#now = now;
  }

  /** The first event of the message. */
  start(messageId: string, info: EngineInfo): ChatEvent {
    const device = info.device.names[0] ?? info.device.backend;
    return { type: 'start', messageId, messageMetadata: { model: info.name, device } };
  }

  /**
   * The events of one engine event, in order.
   * @param isFailed Whether the engine was stopped because something around it failed.
   */
  push(event: EngineEvent, isFailed = false): ChatEvent[] {
    switch (event.type) {
      case 'queue': {
        const { position, length } = event;
        return [{ type: 'data-queue', data: { position, length }, transient: true }];
      }
      case 'prefill': {
        const { processed, total, cached } = event;
        return [{ type: 'data-prefill', data: { processed, total, cached }, transient: true }];
      }
      case 'start': {
        const { promptTokens, cachedTokens, droppedTurns, queueMs } = event;
        this.#usage = { promptTokens, cachedTokens };
        return [metadata({ usage: this.#usage, timings: { queueMs }, droppedTurns })];
      }
      case 'relay-start':
        return [metadata({ timings: { queueMs: event.queueMs } })];
      case 'relay':
        return this.#relayed(event.event, event.pieces);
      case 'relay-end':
        return endOf(event.reason, factsOf(event), isFailed);
      case 'text':
      case 'reasoning':
        return this.#piece(event);
      default:
        return this.#end(event, isFailed);
    }
  }

  #relayed(event: ChatEvent, pieces: number): ChatEvent[] {
    if (!this.#tellsTokens || event.type !== 'text-delta') return [event];
    return [event, tokenEvent(event.delta, pieces)];
  }

  #piece({ type, text: delta, outputTokens, tokenId }: PieceEvent): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#open !== type) {
      events.push(...this.#close());
      this.#open = type;
      this.#parts++;
      events.push({ type: `${type}-start`, id: this.#id });
    }
    events.push({ type: `${type}-delta`, id: this.#id, delta });
    if (this.#tellsTokens && type === 'text') events.push(tokenEvent(delta, outputTokens, tokenId));
    const now = this.#now();
    this.#usageAt ??= now;
    if (now - this.#usageAt >= usageIntervalMs) {
      this.#usageAt = now;
      events.push(metadata({ usage: { ...this.#usage, outputTokens } }));
    }
    return events;
  }

  #end(event: EndEvent, isFailed: boolean): ChatEvent[] {
    const { usage, timings, droppedTurns, reason } = event;
    return [...this.#close(), ...endOf(reason, { usage, timings, droppedTurns }, isFailed)];
  }

  get #id(): string {
    return String(this.#parts);
  }

  #close(): ChatEvent[] {
    if (!this.#open) return [];
    const type = this.#open;
    this.#open = undefined;
    return [{ type: `${type}-end`, id: this.#id }];
  }
}

function tokenEvent(token: string, outputTokens: number, tokenId?: number): ChatEvent {
  const data: ToldToken = { token, tokenId: tokenId ?? null, outputTokens };
  return { type: 'data-token', data, transient: true };
}

function endOf(
  reason: FinishReason | 'abort',
  facts: MessageMetadata,
  isFailed: boolean,
): ChatEvent[] {
  // The run itself says that it was stopped, and why.
  if (reason === 'abort') {
    return [metadata({ ...facts, finishReason: isFailed ? 'error' : 'interrupted' })];
  }
  const messageMetadata = { ...facts, finishReason: reason };
  return [{ type: 'finish', finishReason: reason, messageMetadata }];
}

function factsOf({ usage, timings, metadata: more }: RelayEnd): MessageMetadata {
  const isCounted = Object.keys(usage).length > 0;
  return { ...more, ...(isCounted && { usage }), timings };
}

function metadata(messageMetadata: MessageMetadata): ChatEvent {
  return { type: 'message-metadata', messageMetadata };
}
