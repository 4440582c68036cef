/** Writes a count with thousands separators. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** Writes milliseconds as people read them: `84 ms`, `1.4 s`, `32 s`. */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}

/** Writes model tokens per second; an estimate is marked with ≈. */
export function formatRate(tokensPerSecond: number, isEstimated = false): string {
  const rate = tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : formatCount(tokensPerSecond);
  return `${isEstimated ? '≈ ' : ''}${rate} tokens/s`;
}
