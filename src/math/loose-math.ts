// A space on both sides of the body, which no price has: a command, an index, an equation, or one letter.
const body = String.raw`(?:[^$\\\n${'`'}]|\\[^\n])`;
const prose = String.raw`(?![^$\n]*(?<![\\a-zA-Z])(?:[a-zA-Z]{3,}[,;:.]? [a-zA-Z]|[a-zA-Z]{2,}[,;:.]? [a-zA-Z]{2,}))`;
const evidence = String.raw`(?=[a-zA-Z][ \t]+\$|[^$\n]*(?:\\[a-zA-Z]|[_^=]))`;

/** Formulas in dollars with spaces inside: `$ x_1 $`, `$ 6 \times 7 $`. */
export const loosePattern: string = String.raw`\$[ \t]+${prose}${evidence}${body}{1,200}?[ \t]+\$(?![\w$])`;

const whole = new RegExp(loosePattern, 'y');
// A sum that begins with an amount has a sign of equality as well: `R$ 1 × 3 = `.
const begun = new RegExp(
  String.raw`\$[ \t]+${prose}(?=[^$\n]*(?:\\[a-zA-Z]|[_^])|(?!\d)[^$\n]*=)(?:${body}|\\){1,200}$`,
  'y',
);
/** Too little to tell: an amount, a word, a sign. */
const unknown = /\$[ \t]+[\w.,]{0,10}[ \t]*[-+*/\\]?[ \t]*$/y;

/** Reads such a formula at `at`: where it ends, `'open'` when the text ends in it, `'hold'` when it may be one. */
export function readLoose(text: string, at: number): number | 'open' | 'hold' | undefined {
  if (!/^\$[ \t]/.test(text.slice(at, at + 2))) return undefined;
  const matches = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const raw = matches(whole);
  if (raw !== undefined) return at + raw.length;
  if (matches(begun) !== undefined) return 'open';
  return matches(unknown) === undefined ? undefined : 'hold';
}
