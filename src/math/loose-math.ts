import { environmentNames } from './display-math.ts';

/** An environment without its end is none, when it is longer than this, in characters. */
const longestEnvironment = 4000;

// A space on both sides of the body, which no price has: a command, an index, an equation, or one letter.
const body = String.raw`(?:[^$\\\n${'`'}]|\\[^\n])`;
const prose = String.raw`(?![^$\n]*(?<![\\a-zA-Z])(?:[a-zA-Z]{3,}[,;:.]? [a-zA-Z]|[a-zA-Z]{2,}[,;:.]? [a-zA-Z]{2,}))`;
/** What is not known to be a price before its sign of equality comes: so it is short. */
const sum = String.raw`[\d.,]+[a-z]?(?:[ \t]*[-+*/=×÷][ \t]*(?:[\d.,]*[a-z]?))*[ \t]*`;
const strong = String.raw`[^$\n]*(?:\\[a-zA-Z]|[_^])|(?!\d)[^$\n]*=`;
const evidence = String.raw`(?=[a-zA-Z][ \t]+\$|${strong}|(?=[^$\n]{1,22}\$)(?=[^$\n]*=)${sum}\$)`;

/** Formulas in dollars with spaces inside: `$ x_1 $`, `$ 6 \times 7 $`. */
export const loosePattern: string = String.raw`\$[ \t]+${prose}${evidence}${body}{1,200}?[ \t]+\$(?![\w$])`;

const whole = new RegExp(loosePattern, 'y');
// A sum of money has a sign of equality as well: `R$ 1 × 3 = `.
const begun = new RegExp(String.raw`\$[ \t]+${prose}(?=${strong})(?:${body}|\\){1,200}$`, 'y');
/** Too little to tell: an amount, a word, a sign, a short sum. */
const unknown = new RegExp(
  String.raw`\$[ \t]+(?:[\w.,]{0,10}[ \t]*[-+*/\\]?|(?=[^$\n]{1,24}$)${sum}\\?)[ \t]*$`,
  'y',
);

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

const otherInside = String.raw`[^\\\n${'`'}]|\n(?![ \t]*\n)`;
/** Prose behind the opener of an environment that is only named. */
const named = String.raw`[.,;:)]| +[a-zA-Z]{2,}(?:[.,;:)]|\s)`;

/** Environments in a line of text, without their first backslash. */
export const environmentPattern: string = environmentNames
  .map((name) => {
    const [begin, end] = ['begin', 'end'].map((word) => String.raw`${word}\{${name}\*?\}`);
    const inside = String.raw`(?:${otherInside}|\\(?!${begin}|${end})(?:[^\n]|(?=\n)))+`;
    return String.raw`${begin}(?!${named})${inside}\\${end}`;
  })
  .join('|');

const wholeEnvironment = new RegExp(String.raw`\\(?:${environmentPattern})`, 'y');
const openEnvironment = new RegExp(
  String.raw`\\begin\{((?:${environmentNames.join('|')})\*?)\}([^]*)$`,
  'y',
);
const blank = /\n[ \t]*\n/;
/** What may become the opener of an environment. */
const begunEnvironment = /^\\(?:b(?:e(?:g(?:in?)?)?)?|begin\{[a-zA-Z]*\*?)?$/;
const unknownBody = /^ *[a-zA-Z]*$/;
const namedBody = new RegExp(`^(?:${named})|\\\\begin\\{|${blank.source}`);

/** Reads an environment at `at` as `readLoose` reads formulas; what is open is told with its closer. */
export function readEnvironment(
  text: string,
  at: number,
): number | { readonly closer: string } | 'hold' | undefined {
  wholeEnvironment.lastIndex = at;
  const raw = wholeEnvironment.exec(text)?.[0];
  if (raw !== undefined) return at + raw.length;
  if (text.length - at < 20 && begunEnvironment.test(text.slice(at))) return 'hold';
  openEnvironment.lastIndex = at;
  const [, name, inside = ''] = openEnvironment.exec(text) ?? [];
  if (name === undefined || inside.length > longestEnvironment || namedBody.test(inside))
    return undefined;
  return unknownBody.test(inside) && inside.length < 24 ? 'hold' : { closer: `\\end{${name}}` };
}
