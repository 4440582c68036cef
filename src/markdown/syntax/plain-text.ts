import type { Token } from './marked.ts';

/** Marks of a text that are looked at; more of them, dense enough, are text: no lexer of such text is linear. */
const mostMarks = 4000;

/** A mark that lexers look for a partner of: lone backticks and brackets cost little. */
const mark = /[*_~<]|!\[|(?<=`)`/g;

/** How much of an inline text was lexed before a piece of it. */
export interface TextBefore {
  readonly length: number;
  /** Marks in it; infinite when what follows is shown as it stands. */
  readonly marks: number;
}

/** Nothing stands before a text. */
export const nothingBefore: TextBefore = { length: 0, marks: 0 };

/** Counts the marks of a piece of text, and those before it. */
export function countMarks(text: string, { marks }: TextBefore): number {
  let count = marks;
  for (const [found] of text.matchAll(mark)) count += found.length;
  return count;
}

/**
 * Finds where the marks of a text end to be marks: behind `mostMarks` of them, where more than a fifth
 * of all characters so far are marks. What follows later does not move that place. Its length when
 * there is none.
 */
export function findMarksEnd(text: string, before = nothingBefore): number {
  if (before.marks === Infinity) return 0;
  if (before.length + text.length < mostMarks) return text.length;
  let { marks } = before;
  for (const { 0: found, index } of text.matchAll(mark)) {
    marks += found.length;
    const end = index + found.length;
    if (marks > mostMarks && marks > (before.length + end) / 5) return end;
  }
  return text.length;
}

/** Creates a token for text that is shown as it stands. */
export function plainText(raw: string): Token {
  return { type: 'escape', raw, text: raw };
}

/** Whether a token is text that is shown as it stands: of an escape in markdown, the backslash is not. */
export function isPlainText(token: Token | undefined): token is Token & { text: string } {
  return token?.type === 'escape' && token.raw === Reflect.get(token, 'text');
}
