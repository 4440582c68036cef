import { expandTabs } from './line-prefix.ts';
import { type LazyLine, type Level, behindPrefix, hasHead, isQuotePair } from './open-level.ts';
import { isLazyLine } from './kept-tokens.ts';
import { lineOf, lineOffset } from './source-lines.ts';
import type { StandIn } from './text-stand-in.ts';

/** The lines of a source, and the levels around a text in it with the line that each begins in. */
export interface Around {
  readonly lines: readonly string[];
  readonly starts: readonly number[];
  readonly levels: readonly Level[];
}

/** What stands before what stands for the last line of a text's front. */
export interface Lead {
  readonly text: (neutral: string) => string;
  /** The levels whose marks and indents each line lacks, the last one with the lead. */
  readonly lazyLines: readonly LazyLine[];
  /** Whether marked has read the last line as code that goes on with the text: of its blanks four are no text. */
  readonly isCode?: boolean;
}

/**
 * Finds the lead of a text that begins in `line` and whose front ends in a line `count` lines below. In
 * containers that is a line above it, as marked looks at whether a line is the first: in a quote one
 * without a mark if there is one, for what follows such a line is read apart. Undefined where a line
 * is not the text's as it stands.
 */
export function leadOf(
  text: string,
  line: number,
  count: number,
  around: Around,
): Lead | undefined {
  const contents: string[] = [];
  const lazyLines: LazyLine[] = [];
  for (let at = 0; at <= count; at++) {
    const lacks: number[] = [];
    const content = contentOf(line + at, at === 0, around, lacks);
    if (content === undefined || (at > 0 && content.trim() !== lineOf(text, at).trim()))
      return undefined;
    contents.push(content);
    lazyLines.push(lacks);
  }
  const { levels } = around;
  const last = contents.at(-1) ?? '';
  if (!mayBeNested(lazyLines, levels, text)) return undefined;
  // Behind a line like code, marked takes blank lines into the text.
  if (count > 0 && /\n[ \t]*\n/.test(text)) return undefined;
  const note = levels.findLastIndex(({ type }) => type === 'note');
  const isInside = levels.some(({ type }) => type === 'blockquote' || type === 'list_item');
  if (!isInside || (note >= 0 && note === levels.length - 1)) return noLead;
  if (lazyLines.some((lacks) => lacks.includes(note))) return undefined;
  // How far in it stands decides whether a line without its indent goes on with it.
  const blanks = blanksOf(last);
  const isCode = count > 0 && isLikeCode(blanks, blanksOf(lineOf(text, count)));
  if (isCode === undefined) return undefined;
  if (count === 0) return { text: () => blanks, lazyLines: [] };
  const kept = linesAsKept(lazyLines, levels);
  // marked looks at a line that lacks an indent without its first characters.
  const skipped = kept.at(-1)?.reduce((sum, at) => sum + (levels[at]?.width ?? 0), 0);
  return {
    text: (neutral) =>
      `${neutral}\n`.repeat(kept.length - 1) + blanks + neutral.repeat(skipped ?? 0),
    lazyLines: kept,
    isCode,
  };
}

const noLead: Lead = { text: () => '', lazyLines: [] };

/** Whether marked has taken blanks from a line as from one of code; undefined where it has taken others. */
function isLikeCode(blanks: string, inText: string): boolean | undefined {
  if (blanks === inText) return false;
  return blanks.length === inText.length + 4 ? true : undefined;
}

function blanksOf(line: string): string {
  return /^ */.exec(expandTabs(line))?.[0] ?? '';
}

/** What of a line of text stands behind the marks and indents that it has; notes in `lacks` which it has not. */
function contentOf(
  line: number,
  isFirst: boolean,
  { lines, starts, levels }: Around,
  lacks: number[],
): string | undefined {
  let content = lines[line];
  for (const [at, level] of levels.entries()) {
    if (content === undefined) return undefined;
    const inner = behindPrefix(content, level, starts[at] === line);
    const isQuote = level.type === 'blockquote';
    if (inner === undefined) {
      if (isFirst || !mayLack(level, content)) return undefined;
      lacks.push(at);
    } else if (isQuote && lacks.length > 0) return undefined;
    else content = inner;
  }
  return content;
}

/** Whether a line may lack the prefix of a level: without so much of it, marked looks whether it is text. */
function mayLack({ type, width }: Level, line: string): boolean {
  // Behind a line without marks marked begins anew, and may read a definition there.
  if (type === 'blockquote') return !/^ {0,3}\[/.test(line);
  return type === 'note' || /^ {0,3}[\p{L}\p{Co}]/u.test(expandTabs(line).slice(width));
}

/**
 * Whether a line that lacks the marks of two quotes, one right inside the other, can stand for others: marked then reads the
 * inner one again, with the lines that follow, and gives the outer one another text. Of such quotes nothing else is kept.
 */
function mayBeNested(
  lazyLines: readonly LazyLine[],
  levels: readonly Level[],
  text: string,
): boolean {
  const outer = levels.findIndex((_, at) => isQuotePair(levels, at));
  if (outer < 0 || !lazyLines.some((line) => line.includes(outer))) return true;
  return (
    outer === 0 &&
    levels.length === 2 &&
    !levels.some(hasHead) &&
    lazyLines.every((line) => line.length === 0 || line.length === 2) &&
    !/\n[=-]|\t/.test(text)
  );
}

/** Of the lines of a text that is kept: the first, one that lacks the mark of a quote, and the last. */
function linesAsKept(lines: readonly LazyLine[], levels: readonly Level[]): LazyLine[] {
  const lacksMark = (line: LazyLine) => line.some((at) => levels[at]?.type === 'blockquote');
  const last = lines.at(-1) ?? [];
  const lazy = lacksMark(last) ? undefined : lines.findLast(lacksMark);
  return [[], ...(lazy ? [lazy] : []), last];
}

/** Lets a character and the lines above it stand for the front of a text. */
export function standForFront(
  level: Level,
  standIn: StandIn,
  lead: Lead,
  neutral: string,
  opener = '',
): void {
  const text = standIn.text(neutral, lead.text(neutral));
  level.textContext = lead.isCode === true ? text.replace(/\n {4}(?=[^\n]*$)/, '\n') : text;
  level.lazyLines = lead.lazyLines;
  level.context = opener + text;
  level.neutral = neutral;
  level.isNoHeading ||= standIn.isNoHeading;
  level.isOddLine = standIn.isOddLine;
  level.trigger ??= standIn.trigger;
}

/** How much of the text of a leaf stands behind its front `text`, in a quote that is read again; else 0. */
export function tailOf(
  levels: readonly Level[],
  at: number,
  lines: readonly string[],
  leaf: object | undefined,
  text: string | undefined,
): number {
  const isPair = at === 0 && isQuotePair(levels, 0) && levels[2]?.type === 'paragraph';
  if (text === undefined || !isPair || !lines.some(isLazyLine)) return 0;
  return String(Reflect.get(leaf ?? {}, 'text')).length - text.length;
}

/** Where a line of a content begins, or a place before its end; behind a line without marks it ends as its leaf does. */
export function contentEnd(
  content: string,
  line: number,
  fromEnd: number | undefined,
  tail: number,
): number {
  return tail > 0 ? content.length - tail : lineOffset(content, line, fromEnd);
}
