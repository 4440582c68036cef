import type { ReferringText } from '../syntax/document-lexer.ts';
import type { Token, Tokens } from '../syntax/marked.ts';
import { type TextBefore, nothingBefore } from '../syntax/plain-text.ts';
import { joinTokens } from './kept-tokens.ts';
import { behindIndent, behindMark, behindMarker, behindNote, noteHead } from './line-prefix.ts';
import type { OpenText } from './open-text.ts';

/** A block that is open, with what is kept of it and not lexed again. */
export interface Level {
  readonly type:
    | 'blockquote'
    | 'list'
    | 'list_item'
    | 'table'
    | 'code'
    | 'html'
    | 'hr'
    | 'capped'
    | 'heading'
    | 'cell'
    | 'note'
    | 'paragraph';
  /** Kept children, items, rows or inline tokens; it only grows. */
  readonly kept: unknown[];
  /** The token when it was first kept: what its start decides stays so. */
  readonly token: Token;
  /** What stands for the kept part of a leaf, in the coordinates of its parent. */
  context: string;
  /** What of the leaf's text stands for its kept text. */
  textContext: string;
  /** Of a paragraph: the character that stands for its kept text. */
  neutral: string;
  /** Of a list: whether what is kept of its items makes it loose. */
  isLoose: boolean;
  /** Of a list: whether it was loose when that was kept. */
  wasLoose: boolean;
  /** Of a list, an item or a note: what stands before the content in the first line, and how wide that is. */
  readonly prefix: string;
  readonly width: number;
  /** Of a task of a tight list: its box, which is no part of its content. */
  box: string;
  /** Of a quote, an item or a note: a block that stands for its kept children. */
  head: string;
  /** Of a cell: those before it in its row. */
  readonly cells: readonly Tokens.TableCell[];
  /** Of a paragraph: the text token that the border runs through. */
  partial: Token | undefined;
  /** Of a paragraph: the kept tokens as they are shown. */
  readonly shown: Token[];
  /** Of a paragraph: what of the kept text waits for a partner in later text. */
  open: OpenText | undefined;
  /** Of a paragraph: later text that makes it another block. */
  trigger: RegExp | undefined;
  /** Of a paragraph: whether a line of it keeps it from being the text of a heading. */
  isNoHeading: boolean;
  /** Of a paragraph: whether the line that goes on would be another block behind the end of it. */
  isOddLine: boolean;
  /** Of a paragraph: labels that the kept text looks up. */
  readonly reads: Set<string>;
  /** Of a paragraph: how much of its text is kept. */
  before: TextBefore;
  /** Of a paragraph: the levels whose marks and indents each line of its context lacks. */
  lazyLines: readonly LazyLine[];
  /** Of a paragraph: what of it is final for display. */
  clean: TextBefore & { readonly tokens: number };
}

/** The levels, by their index, whose mark or indent a line of text lacks. */
export type LazyLine = readonly number[];

/** A place from which the source can be lexed again. */
export interface Cut {
  /** The kept source of each level down to this one, in the coordinates of its parent. */
  readonly raws: readonly string[];
  /** The kept content of each level. */
  readonly texts: readonly string[];
  /** Where the rest begins in the block's source. */
  readonly start: number;
  /** Whether an inline `<a>`, or an element whose text is raw, is open there. */
  readonly inLink: boolean;
  readonly inRawBlock: boolean;
  /** The inline texts before it that look up definitions. */
  readonly keptTexts: readonly ReferringText[];
  /** The labels that are defined before it. */
  readonly keptDefines: readonly string[];
}

/**
 * Finds what can stand for kept inline text: a private character, neither space nor punctuation nor a
 * mark, that `text` has not.
 */
export function neutralFor(text: string): string {
  let code = 0xe000;
  while (text.includes(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}

/** Lets another character stand for the kept text of a paragraph. */
export function replaceNeutral(level: Level, neutral: string): void {
  level.context = level.context.replaceAll(level.neutral, neutral);
  level.textContext = level.textContext.replaceAll(level.neutral, neutral);
  level.neutral = neutral;
}

/** Creates a level with nothing kept yet. */
export function createLevel(type: Level['type'], token: Token, fields?: Partial<Level>): Level {
  return {
    type,
    token,
    kept: [],
    context: '',
    textContext: '',
    neutral: '',
    isLoose: false,
    wasLoose: false,
    prefix: '',
    width: 0,
    box: '',
    head: '# x\n',
    cells: [],
    partial: undefined,
    shown: [],
    open: undefined,
    trigger: undefined,
    isNoHeading: false,
    isOddLine: false,
    reads: new Set(),
    before: nothingBefore,
    lazyLines: [],
    clean: { ...nothingBefore, tokens: 0 },
    ...fields,
  };
}

/** Adds tokens to those that are shown of a text; the front of an address, if `partial` is one, goes on with the first. */
export function addShown({ shown }: Level, tokens: readonly Token[], partial?: Token): void {
  const [first, ...rest] = tokens;
  const last = partial?.type === 'link' ? shown.pop() : undefined;
  shown.push(...(last && first ? [joinTokens(last, first), ...rest] : tokens));
}

/** Whether a quote begins right inside the quote at `at`. */
export function isQuotePair(levels: readonly Level[], at: number): boolean {
  return levels[at]?.type === 'blockquote' && levels[at + 1]?.type === 'blockquote';
}

/** Whether what stands for the text in a quote in a quote has a line without marks: the outer one then has the text of the inner one. */
export function isReadAgain(levels: readonly Level[], at: number): boolean {
  const isLazy = levels.at(-1)?.lazyLines.some((line) => line.includes(at)) === true;
  return isLazy && isQuotePair(levels, at);
}

/** Whether a level is one of inline text. */
export function isInline({ type }: Level): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'cell';
}

/** Whether a short block or item stands for the kept children of a level. */
export function hasHead(level: Level): boolean {
  return level.kept.length > 0 || level.isLoose;
}

/** What of the content of a level stands before the context of the level inside. */
function headOf(level: Level): string {
  return hasHead(level) ? level.head : '';
}

/** The short sources that stand for what is kept, from each level inward. */
export function contextsOf(levels: readonly Level[]): string[] {
  const contexts: string[] = [];
  const lazyLines = levels.at(-1)?.lazyLines ?? [];
  let inner = '';
  for (let at = levels.length - 1; at >= 0; at--) {
    const lacks = lazyLines.map((line) => line.includes(at));
    const level = levels[at];
    if (level) inner = wrap(level, inner, lacks);
    contexts.unshift(inner);
  }
  return contexts;
}

/** What of the content of each level is context. */
export function contentsOf(levels: readonly Level[], contexts: readonly string[]): string[] {
  return levels.map((level, index) => {
    if (level.type !== 'blockquote' && level.type !== 'list_item') return level.textContext;
    if (isReadAgain(levels, index)) return `> ${levels.at(-1)?.textContext}`;
    return headOf(level) + (contexts[index + 1] ?? '');
  });
}

function wrap(level: Level, inner: string, lacks: readonly boolean[]): string {
  switch (level.type) {
    case 'blockquote':
      return indent(headOf(level) + inner, '> ', '> ', lacks);
    case 'list': {
      const marker = level.prefix.trimEnd();
      if (!hasHead(level)) return inner;
      // Its content begins behind where the marker of the item below may stand.
      return `${marker}    ${level.isLoose ? 'x\n\n' : '# x\n'}${inner}`;
    }
    case 'list_item': {
      const first = level.prefix + (hasHead(level) ? '' : level.box);
      return indent(headOf(level) + inner, first, ' '.repeat(level.width), lacks);
    }
    case 'note':
      return indent(headOf(level) + inner, level.prefix, '    ', lacks);
    case 'table':
      return level.context + inner;
    default:
      return level.context;
  }
}

/** Puts something before the lines of a text but those that lack it, of which the last one may be one. */
function indent(text: string, first: string, rest: string, lacks: readonly boolean[]): string {
  if (text === '') return '';
  const lines = text.split('\n');
  const start = lines.length - lacks.length;
  return lines
    .map((line, at) => {
      if (lacks[at - start] === true || (at > 0 && line === '' && at === lines.length - 1))
        return line;
      return (at === 0 ? first : rest) + line;
    })
    .join('\n');
}

/** What of a line stands behind the mark or indent of a level, in its first line behind what begins it; undefined where it lacks that. */
export function behindPrefix(
  line: string,
  { type, width }: Level,
  isFirst = false,
): string | undefined {
  if (type === 'blockquote') return behindMark(line);
  if (type === 'note') return isFirst ? line.replace(noteHead, '') : behindNote(line);
  if (type !== 'list_item') return line;
  return isFirst ? behindMarker(line, width) : behindIndent(line, width);
}

/** Whether a line has the marks and indents of levels. */
export function hasPrefixes(line: string, levels: readonly Level[]): boolean {
  let rest: string | undefined = line;
  for (const level of levels) {
    rest = behindPrefix(rest, level);
    if (rest === undefined) return false;
  }
  return true;
}
