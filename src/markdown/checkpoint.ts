import type { Token } from './marked.ts';

// A definition whose label or title still lacks its end: it may yet swallow the blocks after it,
// because marked lets a quoted title run over blank lines. A label ends at the first blank line.
const label = String.raw`\[(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+`;
const destination = String.raw`(?:[^<\s]\S*|<(?:\\.|[^\n<>\\])*>)`;
const openTitle = String.raw`(?:"(?:\\[\s\S]|[^"\\])*|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*|\((?:\\[\s\S]|[^()\\])*)\\?$`;
const openDefinition = new RegExp(
  String.raw`^ {0,3}(?:${label}\\?$|${label}\]: *(?:\n[ \t]*)?${destination}(?: +(?:\n[ \t]*)?| *\n[ \t]*)${openTitle})`,
);

/**
 * Finds where the next lexing has to begin: the index of the first of `tokens` that appended text
 * can still change. That is the last block, and the one before it as long as the border between the
 * two is uncertain (`1.` may join the list above, `***` may become text of the paragraph above).
 */
export function findCheckpoint(tokens: readonly Token[], source: string): number {
  const last = lastContent(tokens, tokens.length);
  const previous = lastContent(tokens, last);
  if (last < 0) return 0;
  const offsets = startsOf(tokens);
  const isFixed = previous < 0 || isSettled(tokens, previous, last, source, offsets);
  const candidate = isFixed ? last : previous;
  for (let index = 0; index < candidate; index++) {
    if (mayDefine(tokens[index], source, offsets[index] ?? 0)) return index;
  }
  return candidate;
}

function mayDefine(token: Token | undefined, source: string, offset: number): boolean {
  return /^ {0,3}\[/.test(token?.raw ?? '') && openDefinition.test(source.slice(offset));
}

function lastContent(tokens: readonly Token[], end: number): number {
  let index = end - 1;
  while (index >= 0 && tokens[index]?.type === 'space') index--;
  return index;
}

function startsOf(tokens: readonly Token[]): number[] {
  let offset = 0;
  return tokens.map((token) => (offset += token.raw.length) - token.raw.length);
}

const settledByThemselves = new Set(['heading', 'hr', 'code', 'html']);
const settledByBlankLine = new Set(['paragraph', 'table', 'blockquote', 'def']);

/** Whether the end of block `previous` is beyond doubt, now that block `next` has begun. */
function isSettled(
  tokens: readonly Token[],
  previous: number,
  next: number,
  source: string,
  offsets: readonly number[],
): boolean {
  const before = tokens[previous]?.type ?? '';
  const after = tokens[next];
  if (settledByThemselves.has(before) || source.includes('\n', offsets[next])) return true;
  if (next === previous + 1) return false;
  if (before === 'list') return after?.type !== 'hr' && !/^ {0,3}\d{1,9}$/.test(after?.raw ?? '');
  return settledByBlankLine.has(before);
}
