import { readEnvironment, readLoose } from './loose-math.ts';

/** A formula in a text. */
export interface Formula {
  /** With its delimiters. */
  readonly raw: string;
  readonly tex: string;
  /** Whether it stands on a line of its own. */
  readonly display: boolean;
}

// No formula runs over a blank line, and none of a kind holds an opener of its own kind: so a text
// full of openers is still read in one go. None holds a backtick, which is code.
const other = String.raw`[^\\\n${'`'}]|\n(?![ \t]*\n)`;
const char = String.raw`[^$\\\n${'`'}]|\n(?![ \t]*\n)|\\[^\n]`;
/** Letters in front of a dollar that is one of a country: `R$ 5`. */
const country = String.raw`(?<![$A-Za-z\\{])(?:[AC]U?|BR?|HK|MX|NT|NZ|R|SG?|US)`;
const patterns: Readonly<Record<string, string>> = {
  $$: String.raw`\$\$(?:${char}|\\\n|\$(?!\$))+\$\$`,
  // Pandoc: no space behind the opener or before the closer, and no digit behind the closer. Nor does the
  // dollar of `R$ 5` close a formula, and a quotation mark is none of its signs, but one of JSON.
  $: String.raw`\$(?!\s)(?:(?!")(?:${char})|\\\n)+(?<!\s)\$(?!\d)(?<!${country}\$(?=[ \xa0]\d))`,
  '\\(': String.raw`\\\((?:${other}|\\[^()])+\\\)`,
  '\\[': String.raw`\\\[(?:${other}|\\[^[\]])+\\\]`,
};

/** Formulas of every kind, those of backslashes without their first one. */
export const formulaPattern: string = Object.entries(patterns)
  .map(([opener, source]) => (opener.startsWith('$') ? source : source.slice(2)))
  .join('|');

const sticky = Object.fromEntries(
  Object.entries(patterns).map(([opener, source]) => [opener, new RegExp(source, 'y')]),
);

/** Tells which opener stands at `at`, if any. */
export function openerAt(text: string, at: number): string | undefined {
  const two = text.slice(at, at + 2);
  if (two in patterns) return two;
  return two.startsWith('$') ? '$' : undefined;
}

/** Reads the formula that begins at `at` and is whole; `isLoose` takes spaces inside its dollars. */
export function readFormula(text: string, at: number, isLoose = false): Formula | undefined {
  const end = isLoose ? readLoose(text, at) : undefined;
  if (typeof end === 'number') {
    const raw = text.slice(at, end);
    return { raw, tex: raw.slice(1, -1).trim(), display: false };
  }
  const behind = isLoose && text[at] === '\\' ? readEnvironment(text, at) : undefined;
  if (typeof behind === 'number') {
    const raw = text.slice(at, behind);
    return { raw, tex: raw, display: true };
  }
  const opener = openerAt(text, at);
  const pattern = opener === undefined ? undefined : sticky[opener];
  if (opener === undefined || pattern === undefined) return undefined;
  pattern.lastIndex = at;
  const raw = pattern.exec(text)?.[0];
  const tex = raw?.slice(opener.length, -opener.length).trim();
  if (raw === undefined || !tex) return undefined;
  return { raw, tex, display: opener === '$$' || opener === '\\[' };
}

const openCountry = new RegExp(`${country}\\$[ \\xa0]?$`);

/** Whether the text ends before one can tell that the dollar at `at` closes a formula. */
export function isUnsureCloser(text: string, at: number): boolean {
  const rest = text.slice(at, at + 3);
  return rest === '$' || (rest.length < 3 && openCountry.test(text.slice(Math.max(0, at - 4))));
}

/** Finds the next dollar that no backslash escapes; -1 where none comes. */
export function nextDollar(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '$') return at;
    if (text[at] === '\\') at++;
  }
  return -1;
}

/** An open formula without half a closer at its end: a backslash, or a dollar. */
export function withoutHalfCloser(opener: string, tex: string): string {
  if (/(?<!\\)(?:\\\\)*\\$/.test(tex)) return tex.slice(0, -1);
  return opener.startsWith('$') && /(?<!\\)(?:\\\\)*\$$/.test(tex) ? tex.slice(0, -1) : tex;
}
