import type { ChatEvent, FinishReason, MessageMetadata, MessageUsage } from 'rivulet/protocol';
import type { EngineEvent, EngineInfo } from '../engine/engine.ts';

type PieceType = 'text' | 'reasoning';
type EndEvent = Extract<EngineEvent, { type: 'end' }>;

// How often a running answer tells its exact token count.
const usageIntervalMs = 500;

/** Turns what an engine tells about one answer into the events of its message. */
export class AnswerEvents {
  readonly #now: () => number;
  #open: PieceType | undefined;
  #parts = 0;
  #usage: MessageUsage = {};
  #usageAt: number | undefined;

  constructor(now: () => number = () => performance.now()) {
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
      case 'text':
      case 'reasoning':
        return this.#piece(event.type, event.text, event.outputTokens);
      default:
        return this.#end(event, isFailed);
    }
  }

  #piece(type: PieceType, delta: string, outputTokens: number): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#open !== type) {
      events.push(...this.#close());
      this.#open = type;
      this.#parts++;
      events.push({ type: `${type}-start`, id: this.#id });
    }
    events.push({ type: `${type}-delta`, id: this.#id, delta });
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
    const facts = { usage, timings, droppedTurns };
    // The run itself says that it was stopped, and why.
    if (reason === 'abort') {
      const finishReason = isFailed ? 'error' : 'interrupted';
      return [...this.#close(), metadata({ ...facts, finishReason })];
    }
    const finishReason: FinishReason = reason;
    const messageMetadata = { ...facts, finishReason };
    return [...this.#close(), { type: 'finish', finishReason, messageMetadata }];
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

function metadata(messageMetadata: MessageMetadata): ChatEvent {
  return { type: 'message-metadata', messageMetadata };
}
