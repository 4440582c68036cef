import type { Token } from '../syntax/marked.ts';
import { isNesting } from '../syntax/nested-fence.ts';
import { withoutBlanks } from './source-lines.ts';

/** What raw HTML may begin with in its first line, and what ends it then at the end of a line. */
const openers: readonly (readonly [opener: RegExp, closer: RegExp])[] = [
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<(?:script|pre|style|textarea)[ \t>]/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<![a-z]/i, />/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [
    /^ {0,3}<\/?(?:article|aside|blockquote|center|details|div|figure|footer|header|li|main|nav|ol|p|section|summary|table|tbody|td|th|thead|tr|ul)(?:[ \t]+|\/?>)/i,
    /$^/,
  ],
];

/** A place in a long line of code or HTML behind which the line can be lexed again. */
export interface LineBorder {
  readonly column: number;
  /** What can stand for the front: it begins alike. */
  readonly front: string;
}

/** What a mark that ends the block may begin with, and half of a character. */
const partOfMark = /(?:[-?\]/\ud800-\udbff]|<(?:\/[a-z]*)?)$/i;

/** So much of the front decides what the line is to the blocks around it. */
const telling = 24;

function columnIn(line: string, { type }: Token): number {
  let column = withoutBlanks(line).length - 32;
  if (type === 'hr') return column;
  // In text that is nested too deep anything may be a marker.
  const isNone = type === 'code' || type === 'html' ? partOfMark : /[^\p{L}\p{N}].?$/u;
  while (column > 64 && isNone.test(line.slice(Math.max(column - 12, 0), column))) column--;
  return column;
}

/** Finds a place in the last of the lines of a block, or in a rule: its front does not end in a part of a mark that ends the block. */
export function findLineBorder(token: Token): LineBorder | undefined {
  const { type, raw } = token;
  const line = raw.slice(raw.lastIndexOf('\n') + 1);
  if (line.length < 128 || isNesting(token)) return undefined;
  const column = columnIn(line, token);
  const front = line.slice(0, column);
  if (column <= 64) return undefined;
  const border = { column, front: front.slice(0, telling) + (type === 'hr' ? '' : 'x') };
  const isFirst = raw.length === line.length;
  const isFence = type === 'code' && Reflect.get(token, 'codeBlockStyle') !== 'indented';
  if (type !== 'html') return isFirst && isFence ? undefined : border;
  const [opener, closer] = openers.find(([each]) => each.test(raw)) ?? [];
  const isOpen = opener === undefined ? !isFirst : !closer?.test(front);
  return isOpen && (!isFirst || opener?.test(border.front) === true) ? border : undefined;
}

/** Complete lines of code or HTML that are kept. */
export interface KeptLines {
  readonly token: Token;
  /** How many lines of the text stand above the second line of the source. */
  readonly textLines: number;
  /** The first line, or what stands for it. */
  readonly opening: string;
  /** The line it begins in, and how many lines of it are kept. */
  readonly line: number;
  readonly at: number;
  readonly isOld: boolean;
}

/** The type of the level that a block of lines is. */
export function typeOfLines({ type }: Token): 'html' | 'code' | 'hr' | 'capped' {
  return type === 'html' || type === 'code' || type === 'hr' ? type : 'capped';
}
