import type { LlamaContextSequence, Token } from './llama.ts';

// A chunk of the prompt should take about this long: often enough for a progress bar and an abort, seldom enough
// to cost nothing.
const quickMs = 100;
const slowMs = 400;
/** The smallest chunk of a prompt, in model tokens. */
export const minChunk = 32;
const usualFirst = 128;

/** Remembers from prompt to prompt how large the first chunk may be, in model tokens: on a slow device few. */
export class PrefillPace {
  first = usualFirst;
}

/** Finds the size of a prompt's first chunk, from how long the smallest one takes. */
export function firstChunkSize(minChunkMs: number): number {
  return Math.min(usualFirst, Math.max(minChunk, Math.floor((minChunk * slowMs) / minChunkMs)));
}

/** Finds the size of the prompt's next chunk, from how long the last one took. */
export function nextChunkSize(size: number, tookMs: number, batchSize: number): number {
  if (tookMs < quickMs) return Math.min(batchSize, size * 2);
  if (tookMs > slowMs) return Math.max(minChunk, size >> 1);
  return size;
}

/**
 * Brings a sequence to the prompt's last chunk, keeping what it still has in memory of it. Yields how many model
 * tokens of the prompt are done after each chunk, the first time how many were kept; returns the tokens that are
 * left for the generation, at least one.
 */
export async function* prefill(
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  isAborted: () => boolean,
  pace = new PrefillPace(),
): AsyncGenerator<number, Token[], undefined> {
  await sequence.adaptStateToTokens([...prompt], false);
  const cached = Math.min(sequence.nextTokenIndex, prompt.length - 1);
  if (sequence.nextTokenIndex > cached) {
    await sequence.eraseContextTokenRanges([{ start: cached, end: sequence.nextTokenIndex }]);
  }
  const { batchSize } = sequence.context;
  let size = Math.min(pace.first, batchSize);
  let done = cached;
  yield done;
  while (prompt.length - done > size && !isAborted()) {
    const startedAt = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(done, done + size));
    done += size;
    yield done;
    const isFirst = done === cached + size;
    size = nextChunkSize(size, performance.now() - startedAt, batchSize);
    if (isFirst) pace.first = Math.min(usualFirst, size);
  }
  return prompt.slice(done);
}
