import type { ChatEvent } from '../protocol/chat-event.ts';
import type { MessageMetadata } from '../protocol/chat-message.ts';

/** What was measured of the newest run. Times are milliseconds; what is not known (yet) is absent. */
export interface ChatMetrics {
  /** Place in the server's queue, 1 is next. */
  readonly queuePosition?: number;
  /** Runs that wait in the server's queue. */
  readonly queueLength?: number;
  /** Time spent in the server's queue. */
  readonly queueMs?: number;
  /** Prompt model tokens read so far. */
  readonly prefillProcessed?: number;
  /** Prompt model tokens to read. */
  readonly prefillTotal?: number;
  /** Time the server took to read the prompt. */
  readonly prefillMs?: number;
  /** From `send` to the first text or reasoning delta, on this side of the wire. */
  readonly timeToFirstTokenMs?: number;
  /** Model tokens per second: the server's count, or an estimate when `isEstimated`. */
  readonly tokensPerSecond?: number;
  /** Model tokens of the answer. */
  readonly outputTokens?: number;
  /** Model tokens of the prompt. */
  readonly promptTokens?: number;
  /** True while token figures are derived from the text's length (4 characters a token), not from the server's count. */
  readonly isEstimated: boolean;
  /** 95th percentile of the time between two deltas. */
  readonly interTokenP95Ms?: number;
  /** 95th percentile of the time from receiving an event to its paint. */
  readonly receiveToPaintP95Ms?: number;
  /** Bytes received, as far as the transport counts them. */
  readonly bytes: number;
  /** Times the transport had to connect again. */
  readonly reconnects: number;
}

/** The metrics of a chat that has not run yet. */
export const noMetrics: ChatMetrics = { isEstimated: true, bytes: 0, reconnects: 0 };

const charactersPerToken = 4;
const keptSamples = 512;

/** Measures one run: told of each event with its time, answers with the figures so far. */
export class ChatMeter {
  readonly #startedAt: number;
  readonly #gaps: number[] = [];
  readonly #paints: number[] = [];
  #firstAt: number | undefined;
  #lastAt: number | undefined;
  #characters = 0;
  #figures: ChatMetrics = noMetrics;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** Takes an event that was received at `at` (the chat's clock, ms). */
  receive(event: ChatEvent, at: number, bytes = 0): void {
    if (bytes > 0) this.#set({ bytes: this.#figures.bytes + bytes });
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
        this.#takeDelta(event.delta.length, at);
        break;
      case 'data-queue':
        this.#set(queueFigures(event.data));
        break;
      case 'data-prefill':
        this.#set(prefillFigures(event.data));
        break;
      case 'start':
      case 'message-metadata':
      case 'finish':
        if (event.messageMetadata) this.#set(serverFigures(event.messageMetadata));
        break;
      default:
    }
  }

  /** Takes the time an event spent between its receipt and the paint that showed it. */
  painted(latencyMs: number): void {
    keep(this.#paints, latencyMs);
  }

  /** Takes a broken connection. */
  reconnecting(): void {
    this.#set({ reconnects: this.#figures.reconnects + 1 });
  }

  /** The figures so far. */
  read(): ChatMetrics {
    return {
      ...this.#figures,
      ...optional('interTokenP95Ms', percentile95(this.#gaps)),
      ...optional('receiveToPaintP95Ms', percentile95(this.#paints)),
      ...(this.#figures.isEstimated ? this.#estimate() : {}),
    };
  }

  #takeDelta(characters: number, at: number): void {
    if (this.#firstAt === undefined) {
      this.#firstAt = at;
      this.#set({ timeToFirstTokenMs: at - this.#startedAt });
    }
    if (this.#lastAt !== undefined) keep(this.#gaps, at - this.#lastAt);
    this.#lastAt = at;
    this.#characters += characters;
  }

  #estimate(): Partial<ChatMetrics> {
    const outputTokens = Math.round(this.#characters / charactersPerToken);
    const seconds = ((this.#lastAt ?? 0) - (this.#firstAt ?? 0)) / 1000;
    if (outputTokens === 0) return {};
    return seconds > 0
      ? { outputTokens, tokensPerSecond: outputTokens / seconds }
      : { outputTokens };
  }

  #set(change: Partial<ChatMetrics>): void {
    this.#figures = { ...this.#figures, ...change };
  }
}

function queueFigures(data: unknown): Partial<ChatMetrics> {
  return {
    ...optional('queuePosition', numberAt(data, 'position')),
    ...optional('queueLength', numberAt(data, 'length')),
  };
}

function prefillFigures(data: unknown): Partial<ChatMetrics> {
  return {
    queuePosition: 0,
    ...optional('prefillProcessed', numberAt(data, 'processed')),
    ...optional('prefillTotal', numberAt(data, 'total')),
  };
}

function serverFigures({ usage, timings }: MessageMetadata): Partial<ChatMetrics> {
  const counted = usage?.outputTokens !== undefined && timings?.tokensPerSecond !== undefined;
  return {
    ...(counted ? { isEstimated: false } : {}),
    ...optional('outputTokens', usage?.outputTokens),
    ...optional('promptTokens', usage?.promptTokens),
    ...optional('queueMs', timings?.queueMs),
    ...optional('prefillMs', timings?.prefillMs),
    ...optional('tokensPerSecond', timings?.tokensPerSecond),
  };
}

function numberAt(data: unknown, key: string): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const value = (data as Record<string, unknown>)[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function optional<Key extends keyof ChatMetrics>(
  key: Key,
  value: number | undefined,
): Partial<ChatMetrics> {
  return value === undefined ? {} : { [key]: value };
}

function keep(samples: number[], sample: number): void {
  samples.push(sample);
  if (samples.length > keptSamples) samples.shift();
}

function percentile95(samples: readonly number[]): number | undefined {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))];
}
