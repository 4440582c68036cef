import type { Engine } from '../engine/engine.ts';

/** How promptly an engine stops. */
export interface AbortFigures {
  readonly aborts: number;
  /** Model tokens that readers got after the abort, at most. */
  readonly maxTokensAfter: number;
  /** From the abort to the settled end, in milliseconds. */
  readonly p50Ms: number;
  readonly maxMs: number;
  /** What a model token took meanwhile, in milliseconds. */
  readonly tokenMs: number;
}

/** Aborts answers at full speed at moments that have nothing to do with their tokens. */
export async function measureAborts(
  engine: Engine,
  text: string,
  aborts: number,
): Promise<AbortFigures> {
  const delays: number[] = [];
  const tokenTimes: number[] = [];
  let maxTokensAfter = 0;
  for (let index = 0; index < aborts; index++) {
    const turns = [{ role: 'user' as const, text }];
    const open = await engine.prepare({ conversation: 'abort', turns, pace: 0 });
    const abort = new AbortController();
    let abortedAt: number | undefined;
    let after = 0;
    const timer = setTimeout(
      () => {
        abortedAt = performance.now();
        abort.abort();
      },
      5 + (index % 20),
    );
    for await (const event of open(abort.signal)) {
      if (event.type === 'text' && abortedAt !== undefined) after++;
      if (event.type !== 'end') continue;
      if (abortedAt !== undefined) delays.push(performance.now() - abortedAt);
      if (event.timings.tokensPerSecond > 0) tokenTimes.push(1000 / event.timings.tokensPerSecond);
    }
    clearTimeout(timer);
    maxTokensAfter = Math.max(maxTokensAfter, after);
  }
  return {
    aborts: delays.length,
    maxTokensAfter,
    p50Ms: median(delays),
    maxMs: Math.max(...delays),
    tokenMs: median(tokenTimes),
  };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
