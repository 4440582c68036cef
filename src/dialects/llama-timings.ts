import type { DataEvent } from '../protocol/chat-event.ts';
import type { MessageMetadata } from '../protocol/chat-message.ts';
import { at } from '../protocol/json.ts';
import { countsOf, sumOf, timesOf } from './usage.ts';

/** Reads the `timings` of llama.cpp's server, which count model tokens and milliseconds. */
export function llamaTimings(timings: unknown): Pick<MessageMetadata, 'usage' | 'timings'> {
  const cachedTokens = at(timings, 'cache_n');
  const prompt = at(timings, 'prompt_n');
  return {
    ...countsOf({
      promptTokens: sumOf(prompt, cachedTokens),
      cachedTokens,
      outputTokens: at(timings, 'predicted_n'),
    }),
    ...timesOf({
      prefillMs: at(timings, 'prompt_ms'),
      tokensPerSecond: at(timings, 'predicted_per_second'),
      totalMs: sumOf(at(timings, 'prompt_ms'), at(timings, 'predicted_ms')),
    }),
  };
}

/** Reads llama.cpp's `prompt_progress`: how much of the prompt is done before the first token. */
export function llamaProgress(progress: unknown): DataEvent {
  const data = {
    processed: at(progress, 'processed'),
    total: at(progress, 'total'),
    cached: at(progress, 'cache') ?? 0,
  };
  return { type: 'data-prefill', data, transient: true };
}
