import type { Token } from './marked.ts';

// A definition whose label or title still lacks its end: it may yet swallow the blocks after it,
// because marked lets a quoted title run over blank lines. A label ends at the first blank line.
const label = String.raw`\[(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+`;
const destination = String.raw`(?:[^<\s]\S*|<(?:\\.|[^\n<>\\])*>)`;
const openTitle = String.raw`(?:"(?:\\[\s\S]|[^"\\])*|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*|\((?:\\[\s\S]|[^()\\])*)\\?$`;
/** A definition that later text may still end. */
export const openDefinition = new RegExp(
  String.raw`^ {0,3}${label}(?:\\?$|\]$|\]: *(?:\n[ \t]*)?(?:<[^\n<>]*$|\S*$|${destination}(?: +(?:\n[ \t]*)?| *\n[ \t]*)${openTitle}))`,
);

/**
 * Finds where the next lexing has to begin: the index of the first of `tokens` that appended text
 * can still change. That is the last block, and those before it as long as the border between them
 * is uncertain (`1.` may join the list above, `***` may become text of the paragraph above).
 */
export function findCheckpoint(tokens: readonly Token[], source: string): number {
  const starts = startsOf(tokens);
  let index = contentBefore(tokens, tokens.length);
  for (let previous = index; index > 0; index = previous) {
    previous = contentBefore(tokens, index);
    if (previous < 0 || isSettled(tokens, previous, index, source, starts)) break;
  }
  const pending = tokens.findIndex(
    (token, at) => at < index && mayDefine(token, source, starts[at] ?? 0),
  );
  const known = Math.max(pending < 0 ? index : pending, 0);
  const overlooked = tokens.findIndex(
    (token, at) =>
      at > 0 &&
      at < known &&
      isText(tokens[at - 1]) &&
      isOverlooked(token) &&
      !/\n[ \t]*\n/.test(source.slice(starts[at], (starts[known] ?? 0) + 1)),
  );
  return overlooked < 0 ? known : overlooked - 1;
}

function isText(token: Token | undefined): boolean {
  return token?.type === 'paragraph' || token?.type === 'text';
}

function mayDefine(token: Token, source: string, start: number): boolean {
  // What an extension has read as something else is no definition.
  if (token.type === 'footnote-definition') return false;
  return /^ {0,3}\[/.test(token.raw) && openDefinition.test(source.slice(start));
}

function contentBefore(tokens: readonly Token[], end: number): number {
  let index = end - 1;
  // White space of other scripts is a block to marked, and yet may go with the list above it.
  while (index >= 0 && tokens[index]?.raw.trim() === '') index--;
  return index;
}

function startsOf(tokens: readonly Token[]): number[] {
  let start = 0;
  return tokens.map((token) => (start += token.raw.length) - token.raw.length);
}

const settledByThemselves = new Set(['heading', 'hr', 'code', 'html']);
const settledByBlankLine = new Set(['paragraph', 'text', 'table', 'blockquote', 'def']);

/** Whether the border between the blocks `previous` and `next` is beyond doubt. */
function isSettled(
  tokens: readonly Token[],
  previous: number,
  next: number,
  source: string,
  starts: readonly number[],
): boolean {
  const before = tokens[previous]?.type ?? '';
  const isTextBefore = isText(tokens[previous]);
  if (settledByThemselves.has(before)) return true;
  const start = starts[next] ?? 0;
  // marked cuts white space of all scripts from a list's end, and begins the next block with it.
  if (before === 'list' && /^[^\S\n]*(?:\n|$)/.test(source.slice(start))) return false;
  const firstLineEnd = source.indexOf('\n', start);
  if (/\n[ \t]*\n[ \t]*$/.test(source.slice(starts[previous], start))) {
    if (settledByBlankLine.has(before) || firstLineEnd >= 0) return true;
    const raw = source.slice(start);
    return before === 'list' && tokens[next]?.type !== 'hr' && !/^ {0,3}\d{1,9}$/.test(raw);
  }
  if (isTextBefore && (isOverlooked(tokens[next]) || mayJoin(tokens[next], source.slice(start)))) {
    return false;
  }
  // A table interrupts a paragraph, and only its second line shows that it is one.
  return firstLineEnd >= 0 && (!isTextBefore || source.includes('\n', firstLineEnd + 1));
}

const blocks = /^(?:heading|hr|code|html|table|blockquote|def|list)$/;

/** Whether what an extension reads apart from the text above may still be part of it, by what follows in its last line. */
function mayJoin(token: Token | undefined, source: string): boolean {
  const { type = '', raw = '' } = token ?? {};
  if (blocks.test(type)) return false;
  const isFence = /^ {0,3}(?:\S\S|\\begin\S+)[ \t]*\n/.test(raw);
  return isText(token) || (!isFence && !source.includes('\n', raw.length));
}

/**
 * A block that ends a paragraph for marked, but that the underline of a setext heading below may
 * still take back: a list with a tab behind its marker, a table without pipes. In an item also a
 * setext heading, whose underline may become an item.
 */
function isOverlooked(token: Token | undefined): boolean {
  const raw = token?.raw ?? '';
  if (token?.type === 'heading') return !/^ {0,3}#/.test(raw);
  if (token?.type === 'list') return /^ {0,3}\S+\t/.test(raw);
  // By itself, a table whose head begins with a tag is raw HTML to marked, and with a formula another block.
  return token?.type === 'table' && !/^ {0,3}[^< $\\].*\n.*\|/.test(raw);
}
