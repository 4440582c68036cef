/** Writes a count with thousands separators. */
export function formatCount(count: number, locale = 'en'): string {
  return Math.round(count).toLocaleString(locale);
}

/** Writes milliseconds as people read them: `84 ms`, `1.4 s`, `32 s`. */
export function formatMs(ms: number, locale = 'en'): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  return `${seconds.toLocaleString(locale, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
}

/** Writes a number of things per second; slow ones with a digit more. */
export function formatRate(rate: number, locale = 'en'): string {
  const digits = rate < 10 ? 1 : 0;
  return rate.toLocaleString(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
