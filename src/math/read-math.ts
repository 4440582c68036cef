import { readLoose } from './loose-math.ts';

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
const patterns: Readonly<Record<string, string>> = {
  $$: String.raw`\$\$(?:${char}|\\\n|\$(?!\$))+\$\$`,
  // Pandoc: no space behind the opener or before the closer, and no digit behind the closer.
  $: String.raw`\$(?!\s)(?:${char}|\\\n)+(?<!\s)\$(?!\d)`,
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
  const opener = openerAt(text, at);
  const pattern = opener === undefined ? undefined : sticky[opener];
  if (opener === undefined || pattern === undefined) return undefined;
  pattern.lastIndex = at;
  const raw = pattern.exec(text)?.[0];
  const tex = raw?.slice(opener.length, -opener.length).trim();
  if (raw === undefined || !tex) return undefined;
  return { raw, tex, display: opener === '$$' || opener === '\\[' };
}
