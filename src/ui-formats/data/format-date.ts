/** What the letters of a pattern mean to `Intl`. */
const options: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  y: { year: 'numeric' },
  yy: { year: '2-digit' },
  yyyy: { year: 'numeric' },
  M: { month: 'numeric' },
  MM: { month: '2-digit' },
  MMM: { month: 'short' },
  MMMM: { month: 'long' },
  MMMMM: { month: 'narrow' },
  L: { month: 'numeric' },
  LLL: { month: 'short' },
  LLLL: { month: 'long' },
  d: { day: 'numeric' },
  dd: { day: '2-digit' },
  E: { weekday: 'short' },
  EE: { weekday: 'short' },
  EEE: { weekday: 'short' },
  EEEE: { weekday: 'long' },
  EEEEE: { weekday: 'narrow' },
};

/**
 * A time by a pattern of Unicode TR35, as A2UI's `formatDate` has it: `MMM dd, yyyy`, `h:mm a`. Names of months and days are those of
 * the page's language; nothing where it is no time.
 */
export function formatDate(value: unknown, pattern: string, language?: string): string {
  const date = dateOf(value);
  if (!date) return '';
  if (pattern === 'ISO') return date.toISOString();
  return pattern.replaceAll(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (found, text: string | undefined) =>
    text === undefined ? fieldOf(date, found, language) : text.replaceAll("''", "'") || "'",
  );
}

/** A day without a time is that day wherever it is read. */
function dateOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  const date = new Date(isDay ? `${value}T00:00` : value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function fieldOf(date: Date, letters: string, language: string | undefined): string {
  const known = Object.hasOwn(options, letters) ? options[letters] : undefined;
  if (known) return new Intl.DateTimeFormat(language, known).format(date);
  const hours = date.getHours();
  const wide = (count: number): string => String(count).padStart(letters.length, '0');
  switch (letters[0]) {
    case 'H':
      return wide(hours);
    case 'h':
      return wide(hours % 12 || 12);
    case 'm':
      return wide(date.getMinutes());
    case 's':
      return wide(date.getSeconds());
    case 'S':
      return String(date.getMilliseconds()).padStart(3, '0').slice(0, letters.length);
    case 'a': {
      const parts = new Intl.DateTimeFormat(language, {
        hour: 'numeric',
        hour12: true,
      }).formatToParts(date);
      return parts.find(({ type }) => type === 'dayPeriod')?.value ?? (hours < 12 ? 'AM' : 'PM');
    }
    default:
      return letters;
  }
}
