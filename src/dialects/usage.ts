import { at } from '../protocol/json.ts';
import type { MessageMetadata, MessageTimings } from '../protocol/message-metadata.ts';

const promptNames = ['prompt_tokens', 'input_tokens', 'promptTokens', 'inputTokens'];
const outputNames = ['completion_tokens', 'output_tokens', 'completionTokens', 'outputTokens'];
const cachedNames = ['cached_tokens', 'prompt_cache_hit_tokens', 'cachedInputTokens'];

/** Reads the token counts of the OpenAI family and of servers that name theirs alike. */
export function usageOf(usage: unknown): Pick<MessageMetadata, 'usage'> {
  const input = at(usage, 'prompt_tokens_details') ?? at(usage, 'input_tokens_details');
  const output = at(usage, 'completion_tokens_details') ?? at(usage, 'output_tokens_details');
  return countsOf({
    promptTokens: firstNumber(usage, promptNames),
    cachedTokens: firstNumber(input, cachedNames) ?? firstNumber(usage, cachedNames),
    outputTokens: firstNumber(usage, outputNames),
    reasoningTokens: at(output, 'reasoning_tokens'),
  });
}

/** Keeps those counts that are numbers; gives nothing when none is. */
export function countsOf(
  counts: Readonly<Record<string, unknown>>,
): Pick<MessageMetadata, 'usage'> {
  const usage = numbersOf(counts);
  return Object.keys(usage).length > 0 ? { usage } : {};
}

/** Keeps those times that are numbers, in milliseconds; gives nothing when none is. */
export function timesOf(
  times: Readonly<Record<keyof MessageTimings, unknown> | Record<string, unknown>>,
): Pick<MessageMetadata, 'timings'> {
  const timings = numbersOf(times);
  return Object.keys(timings).length > 0 ? { timings } : {};
}

/** Adds numbers; `undefined` when none is given. */
export function sumOf(...numbers: readonly unknown[]): number | undefined {
  const known = numbers.filter((value) => typeof value === 'number');
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined;
}

function numbersOf(values: Readonly<Record<string, unknown>>): Record<string, number> {
  const entries = Object.entries(values).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(entries) as Record<string, number>;
}

function firstNumber(value: unknown, names: readonly string[]): number | undefined {
  for (const name of names) {
    const found = at(value, name);
    if (typeof found === 'number') return found;
  }
  return undefined;
}
