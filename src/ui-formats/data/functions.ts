import { isSame, textOf } from './json-pointer.ts';
import { matchesPattern } from './safe-pattern.ts';
import { formatDate } from './format-date.ts';

/** Arguments of a call, with all that they refer to put in. */
type Args = Readonly<Record<string, unknown>>;
/** A function that a surface may call: what it gives follows from its arguments alone. */
export type UiFunction = (args: Args, language: string | undefined) => unknown;

const email = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+$/;

function isWithin(size: number, { min, max }: Args): boolean {
  return !(size < Number(min ?? -Infinity) || size > Number(max ?? Infinity));
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : textOf(value).length;
}

function isGiven(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== '' &&
    !(Array.isArray(value) && value.length === 0)
  );
}

function valuesOf({ values }: Args): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}

function formatNumber(
  args: Args,
  language: string | undefined,
  style: Intl.NumberFormatOptions,
): string {
  const { value, decimals, grouping } = args;
  const number =
    typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value ?? Number.NaN);
  if (Number.isNaN(number)) return '';
  const digits = Math.min(20, Math.max(0, Math.round(Number(decimals))));
  const fixed = Number.isNaN(digits)
    ? {}
    : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  try {
    return new Intl.NumberFormat(language, {
      ...style,
      ...fixed,
      useGrouping: grouping !== false,
    }).format(number);
  } catch {
    // A currency that is none.
    return String(number);
  }
}

function pluralize(args: Args, language: string | undefined): string {
  const count = Number(args['value']);
  const name = new Intl.PluralRules(language).select(Number.isNaN(count) ? 0 : count);
  const exact = count === 0 ? args['zero'] : undefined;
  return textOf(exact ?? args[name] ?? args['other']);
}

/** The functions of A2UI's basic catalogue that answer something. */
export const functions: Readonly<Record<string, UiFunction>> = {
  required: ({ value }) => isGiven(value),
  regex: ({ value, pattern }) => matchesPattern(textOf(pattern), textOf(value)) ?? true,
  length: (args) => isWithin(sizeOf(args['value']), args),
  numeric: (args) =>
    isGiven(args['value']) &&
    !Number.isNaN(Number(args['value'])) &&
    isWithin(Number(args['value']), args),
  email: ({ value }) => email.test(textOf(value)),
  and: (args) => valuesOf(args).every(isTrue),
  or: (args) => valuesOf(args).some(isTrue),
  not: ({ value }) => !isTrue(value),
  add: ({ a, b }) => Number(a) + Number(b),
  subtract: ({ a, b }) => Number(a) - Number(b),
  multiply: ({ a, b }) => Number(a) * Number(b),
  divide: ({ a, b }) => Number(a) / Number(b),
  greater_than: ({ a, b }) => Number(a) > Number(b),
  less_than: ({ a, b }) => Number(a) < Number(b),
  equals: ({ a, b }) => isSame(a, b),
  not_equals: ({ a, b }) => !isSame(a, b),
  contains: ({ string, substring }) => textOf(string).includes(textOf(substring)),
  starts_with: ({ string, prefix }) => textOf(string).startsWith(textOf(prefix)),
  ends_with: ({ string, suffix }) => textOf(string).endsWith(textOf(suffix)),
  formatNumber: (args, language) => formatNumber(args, language, {}),
  formatCurrency: (args, language) =>
    formatNumber(args, language, { style: 'currency', currency: textOf(args['currency']) }),
  formatDate: ({ value, format }, language) => formatDate(value, textOf(format), language),
  pluralize,
  now: () => new Date().toISOString(),
};

/** Whether a value is a yes: also a result of a check that says that it holds. */
export function isTrue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'valid' in value
    ? value.valid === true
    : Boolean(value);
}
