import type { LlamaContextSequence, Token } from './llama.ts';
import { firstChunkSize, minChunk, type PrefillPace } from './prefill.ts';

/**
 * Reads and writes a few model tokens before anybody asks: a GPU compiles its programs at their first use, which can take a minute in
 * which no cancel is heard, and a model's file is read from the disk when it is first used. Also measures how large the
 * first part of a prompt may be.
 */
export async function warmUp(
  sequences: readonly LlamaContextSequence[],
  token: Token,
  pace: PrefillPace,
): Promise<void> {
  const [first] = sequences;
  if (!first) return;
  const prompt = Array.from({ length: minChunk }, () => token);
  // The first time is of the compiler, the second of the device.
  await first.evaluateWithoutGeneratingNewTokens(prompt);
  const startedAt = performance.now();
  await first.evaluateWithoutGeneratingNewTokens(prompt);
  pace.first = firstChunkSize(performance.now() - startedAt);
  await first.clearHistory();
  await write(first, token);
  // Answers at once are another program than one alone.
  if (sequences.length > 1) await Promise.all(sequences.map((sequence) => write(sequence, token)));
}

async function write(sequence: LlamaContextSequence, token: Token): Promise<void> {
  let written = 0;
  for await (const _ of sequence.evaluate([token])) if (++written === 2) break;
  await sequence.clearHistory();
}
