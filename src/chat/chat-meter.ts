import type { ChatEvent } from '../protocol/chat-event.ts';
import { at } from '../protocol/json.ts';
import type { MessageMetadata } from '../protocol/message-metadata.ts';
import { noMetrics } from './chat-metrics.ts';
import type { ChatMetrics } from './chat-metrics.ts';

type Writable = { -readonly [Key in keyof ChatMetrics]: ChatMetrics[Key] };

const charactersPerToken = 4;
const keptSamples = 512;
const usageFigures = ['outputTokens', 'promptTokens'] as const;
const timingFigures = ['queueMs', 'prefillMs', 'tokensPerSecond'] as const;
const firstTokenFigure = 'timeToFirstTokenMs';

/** Measures one run: told of each event with its time, answers with the figures so far. */
export class ChatMeter {
  readonly #startedAt: number | undefined;
  readonly #figures: Writable = { ...noMetrics };
  readonly #gaps: number[] = [];
  readonly #paints: number[] = [];
  #firstAt: number | undefined;
  #lastAt: number | undefined;
  #firstLength = 0;
  #length = 0;

  /** `startedAt` (ms, the chat's clock) is absent for a resumed run, whose replay says nothing about speed. */
  constructor(startedAt?: number) {
    this.#startedAt = startedAt;
  }

  /** Takes an event that was received at `time` (ms, the chat's clock). */
  receive(event: ChatEvent, time: number, bytes = 0): void {
    this.#figures.bytes += bytes;
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
        this.#takeDelta(event.delta.length, time);
        break;
      case 'data-queue':
        this.#take(event.data, 'position', 'queuePosition');
        this.#take(event.data, 'length', 'queueLength');
        break;
      case 'data-prefill':
        this.#figures.queuePosition = 0;
        this.#take(event.data, 'processed', 'prefillProcessed');
        this.#take(event.data, 'total', 'prefillTotal');
        break;
      case 'start':
      case 'message-metadata':
      case 'finish':
        this.#takeMetadata(event.messageMetadata ?? {});
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
    this.#figures.reconnects += 1;
  }

  /** The figures so far. */
  read(): ChatMetrics {
    const figures = { ...this.#figures };
    if (this.#gaps.length > 0) figures.interTokenP95Ms = percentile95(this.#gaps);
    if (this.#paints.length > 0) figures.receiveToPaintP95Ms = percentile95(this.#paints);
    if (figures.isEstimated && this.#length > 0) {
      figures.outputTokens = Math.round(this.#length / charactersPerToken);
    }
    const speed = figures.tokensPerSecond ?? this.#measureSpeed(figures.outputTokens);
    return speed === undefined ? figures : { ...figures, tokensPerSecond: speed };
  }

  #takeDelta(length: number, time: number): void {
    if (this.#figures.queuePosition !== undefined) this.#figures.queuePosition = 0;
    if (this.#lastAt !== undefined) keep(this.#gaps, time - this.#lastAt);
    if (this.#firstAt === undefined) {
      this.#firstAt = time;
      this.#firstLength = length;
      if (this.#startedAt !== undefined) this.#figures.timeToFirstTokenMs = time - this.#startedAt;
    }
    this.#lastAt = time;
    this.#length += length;
  }

  #takeMetadata({ usage, timings }: MessageMetadata): void {
    if (usage?.outputTokens !== undefined) this.#figures.isEstimated = false;
    for (const key of usageFigures) this.#take(usage, key, key);
    for (const key of timingFigures) this.#take(timings, key, key);
    // The replay of a resumed run says nothing about when its first token came; the server knows.
    if (this.#startedAt === undefined) this.#take(timings, firstTokenFigure, firstTokenFigure);
  }

  // What comes over the wire is only believed when it is a number.
  #take(data: unknown, key: string, figure: keyof NumberFigures): void {
    const value = at(data, key);
    if (typeof value === 'number' && Number.isFinite(value)) this.#figures[figure] = value;
  }

  #measureSpeed(tokens = 0): number | undefined {
    const seconds = ((this.#lastAt ?? 0) - (this.#firstAt ?? 0)) / 1000;
    if (this.#startedAt === undefined || !(seconds > 0) || tokens === 0) return undefined;
    // The time of the first delta is the beginning, so its tokens are not a part of the speed.
    return (tokens * (1 - this.#firstLength / this.#length)) / seconds;
  }
}

type NumberFigures = Omit<ChatMetrics, 'isEstimated'>;

function keep(samples: number[], sample: number): void {
  samples.push(sample);
  if (samples.length > keptSamples) samples.shift();
}

function percentile95(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
}
