import type { Token, Tokens } from '../syntax/marked.ts';
import type { MarkRules } from './open-marks.ts';
import { withoutBlanks } from './source-lines.ts';
import { openDefinition } from '../syntax/checkpoint.ts';

/** What can stand for the front of an open paragraph in its source. */
export interface StandIn {
  /** Makes it of a character that nothing else has, behind the lines of `lead`. */
  readonly text: (neutral: string, lead: string) => string;
  /** Whether a line of the front keeps it from being the text of a heading. */
  readonly isNoHeading: boolean;
  /** Whether its last line would be another block behind the end of the paragraph. */
  readonly isOddLine: boolean;
  /** Later text that may make the front a definition. */
  readonly trigger: RegExp | undefined;
}

/** Stands for text that its block's own marks go before. */
export const bareStandIn: StandIn = {
  text: (neutral) => neutral,
  isNoHeading: false,
  isOddLine: false,
  trigger: undefined,
};

/** Pipes that a stand-in has at most: a table that is as wide is looked at as a whole. */
const mostPipes = 24;

/** A line that is no part of the text above an underline. */
const unlikeText =
  /^\s*$|^\s*(?:[*+-]|\d{1,9}[.)])(?:\s|$)|^\s*(?:`{3}|~{3}|>|#{1,6}(?:\s|$)|[|:-]|=+\s*$)/;
/** What the front of a line has to have to be text for sure: a letter behind what may be a marker or a tag. */
const surelyText =
  /^(?!\s*<)[^]*[^\s\d.)+*#=>~`|:_<-]|^[^]{20}(?<=[^\s*_=|:-][^]*)|^ {0,3}\|[ \t]*\|/;
/** A row of more cells than the head of any table whose stand-in is looked at. */
const widerRow = /^ {0,3}\|(?:[ :-]*\|){26}/;

/**
 * Finds a stand-in for the front of a paragraph's text, of which an older one may begin it; undefined
 * where its last line may become something else.
 */
export function standInFor(
  front: string,
  own: string,
  old: { readonly isOddLine: boolean; readonly textContext: string } | undefined,
): StandIn | undefined {
  const isFirst = old === undefined;
  if (isFirst && /^\s{4}|^ {0,3}\t/.test(front)) return undefined;
  const lines = front.split('\n');
  const last = lines.at(-1) ?? '';
  const isSameLine = old !== undefined && lines.length === old.textContext.split('\n').length;
  const isUnderline = isFirst && lines.length === 1 && /^ {0,3}==/.test(last);
  const isWider = widerRow.test(last) && countPipes(lines.at(-2) ?? '') < 20;
  const isText = isUnderline || isWider || surelyText.test(last);
  if ((isFirst || lines.length > 1) && !isText) return undefined;
  const trigger = isFirst ? triggerOf(front) : undefined;
  const pipes = Math.min(countPipes(last), mostPipes);
  const opening = openingOf(front, own);
  return {
    text: (neutral, lead) => opening + lead + neutral + `|${neutral}`.repeat(pipes),
    isNoHeading: lines.some((line, index) => (index > 0 || isFirst) && unlikeText.test(line)),
    isOddLine: isSameLine ? old.isOddLine : unlikeText.test(last),
    trigger,
  };
}

/** The characters with which later text may turn the front into a link definition: they end its destination or its title. */
function triggerOf(front: string): RegExp | undefined {
  if (!openDefinition.test(front)) return undefined;
  const behind = /^[^]*?\]:\s*(?:\S+(\s))?/.exec(front);
  if (!behind) return undefined;
  return behind[1] === undefined ? /[\s)]/ : /["')]/;
}

/** A block of an extension may begin with its marks. */
function openingOf(front: string, own: string): string {
  const start = /^ {0,3}/.exec(front)?.[0].length ?? 0;
  let end = start;
  if (own.includes(front[end] ?? ' ')) end++;
  if (end > start && `${own}[`.includes(front[end] ?? ' ')) end++;
  return end > start ? front.slice(0, end) : '';
}

/** The marks that a block of an extension may begin with: none where an extension has read the start of the text as one in a line. */
export function ownOpening([first]: readonly Token[], { own }: MarkRules): string {
  return first?.type === 'text' || first?.type === 'escape' ? own : '';
}

/** What a heading begins with; undefined behind a run of `#` at its end, which may become text: no place is found there. */
export function openerOf({ raw, text }: Tokens.Heading): string | undefined {
  const opener = /^ {0,3}#{1,6}[ \t]+/.exec(raw)?.[0];
  return opener !== undefined && withoutBlanks(raw) === opener + text ? opener : undefined;
}

/** Counts the pipes that part the cells of a line, but not those at its edges. */
function countPipes(line: string): number {
  const pipes = line.match(/\\[^]|\|/g)?.filter((found) => found === '|').length ?? 0;
  return /^\s*\|/.test(line) ? pipes - 1 : pipes;
}
