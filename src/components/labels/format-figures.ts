/** Writes a count with thousands separators. */
export function formatCount(count: number, locale = 'en'): string {
  return Math.round(count).toLocaleString(locale);
}

/** Writes milliseconds as people read them: `84 ms`, `1.4 s`, `32 s`. */
export function formatMs(ms: number, locale = 'en'): string {
  const isShort = ms < 1000;
  const value = isShort ? Math.round(ms) : ms / 1000;
  const digits = { maximumFractionDigits: !isShort && value < 10 ? 1 : 0 };
  // English has the symbols; what `Intl` has for it is `1.4 sec`.
  if (/^en\b/.test(locale))
    return `${value.toLocaleString(locale, digits)} ${isShort ? 'ms' : 's'}`;
  const unit = isShort ? 'millisecond' : 'second';
  return value.toLocaleString(locale, { ...digits, style: 'unit', unit, unitDisplay: 'short' });
}

/** Writes a number of things per second; slow ones with a digit more. */
export function formatRate(rate: number, locale = 'en'): string {
  const digits = rate < 10 ? 1 : 0;
  return rate.toLocaleString(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
