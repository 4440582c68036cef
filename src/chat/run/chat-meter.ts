import type { ChatEvent } from '../../protocol/chat-event.ts';
import { at } from '../../protocol/json.ts';
import type { MessageMetadata } from '../../protocol/message-metadata.ts';
import { noMetrics } from '../state/chat-metrics.ts';
import type { ChatMetrics } from '../state/chat-metrics.ts';

type Figure = keyof Omit<ChatMetrics, 'isEstimated'>;

const charactersPerToken = 4;
const keptSamples = 512;
// Over less time the figure would tell how the network packs its bytes, not how fast the model writes.
const leastSpanMs = 250;

/** Measures one run: told of each event with its time, answers with the figures so far. */
export interface ChatMeter {
  /** Takes an event that was received at `time` (ms, the chat's clock). */
  readonly receive: (event: ChatEvent, time: number, bytes?: number) => void;
  /** Takes the time an event spent between its receipt and the paint that showed it. */
  readonly painted: (latencyMs: number) => void;
  /** Takes a broken connection. */
  readonly reconnecting: () => void;
  /** The figures so far. */
  readonly read: () => ChatMetrics;
}

/** Makes a meter; `startedAt` (ms, the chat's clock) is absent for a resumed run, whose replay says nothing about speed. */
export function createChatMeter(startedAt?: number): ChatMeter {
  const figures: { -readonly [Key in keyof ChatMetrics]: ChatMetrics[Key] } = { ...noMetrics };
  const gaps: number[] = [];
  const paints: number[] = [];
  let firstAt: number | undefined;
  let lastAt = 0;
  let firstLength = 0;
  let length = 0;
  return {
    receive,
    painted: (latencyMs) => keep(paints, latencyMs),
    reconnecting: () => void (figures.reconnects += 1),
    read,
  };

  function receive(event: ChatEvent, time: number, bytes = 0): void {
    figures.bytes += bytes;
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
        takeDelta(event.delta.length, time);
        break;
      case 'data-queue':
        take('queuePosition', event.data, 'position');
        take('queueLength', event.data, 'length');
        break;
      case 'data-prefill':
        figures.queuePosition = 0;
        take('prefillProcessed', event.data, 'processed');
        take('prefillTotal', event.data, 'total');
        break;
      case 'start':
      case 'message-metadata':
      case 'finish':
        takeMetadata(event.messageMetadata);
        break;
      default:
    }
  }

  function takeDelta(added: number, time: number): void {
    if (figures.queuePosition) figures.queuePosition = 0;
    if (firstAt === undefined) {
      firstAt = time;
      firstLength = added;
      if (startedAt !== undefined) figures.timeToFirstTokenMs = time - startedAt;
    } else keep(gaps, time - lastAt);
    lastAt = time;
    length += added;
  }

  function takeMetadata(metadata: MessageMetadata | undefined): void {
    const { usage, timings } = metadata ?? {};
    take('promptTokens', usage);
    take('outputTokens', usage);
    take('queueMs', timings);
    take('prefillMs', timings);
    take('tokensPerSecond', timings);
    // The replay of a resumed run says nothing about when its first token came; the server knows.
    if (startedAt === undefined) take('timeToFirstTokenMs', timings);
  }

  // What comes over the wire is only believed when it is a number.
  function take(figure: Figure, data: unknown, key: string = figure): void {
    const value = at(data, key);
    if (typeof value === 'number' && Number.isFinite(value)) figures[figure] = value;
  }

  function read(): ChatMetrics {
    const outputTokens = figures.outputTokens ?? Math.round(length / charactersPerToken);
    const tokensPerSecond = figures.tokensPerSecond ?? measureSpeed(outputTokens);
    return {
      ...figures,
      isEstimated: figures.outputTokens === undefined,
      ...(outputTokens && { outputTokens }),
      ...(tokensPerSecond && { tokensPerSecond }),
      ...(gaps.length && {
        interTokenP50Ms: percentile(gaps, 0.5),
        interTokenP95Ms: percentile(gaps, 0.95),
      }),
      ...(paints.length && { receiveToPaintP95Ms: percentile(paints, 0.95) }),
    };
  }

  function measureSpeed(tokens: number): number | undefined {
    const spanMs = lastAt - (firstAt ?? lastAt);
    if (startedAt === undefined || spanMs < leastSpanMs) return undefined;
    // The time of the first delta is the beginning, so its tokens are not a part of the speed.
    return (tokens * (1 - firstLength / length) * 1000) / spanMs;
  }
}

function keep(samples: number[], sample: number): void {
  samples.push(sample);
  if (samples.length > keptSamples) samples.shift();
}

// Never behind the last sample, because a share of a number is less than the number.
function percentile(samples: readonly number[], share: number): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length * share)] ?? 0;
}
