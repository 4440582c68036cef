import type { MarkdownLabels } from '../../markdown/elements/markdown-labels.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';

/** The words that stand for what cannot be read out. */
export type NarratorWords = Pick<MarkdownLabels, 'alert' | 'taskDone' | 'taskOpen'> &
  Pick<ChatLabels, 'codeBlock'>;

/** Writes TeX as it is to be said. */
export type SpokenFormula = (tex: string) => string;

/** What is said of a line. */
export interface SpokenLine {
  /** `''` for nothing. */
  readonly words: string;
  /** Whether it begins something: a paragraph, an item, a row. */
  readonly isNew: boolean;
}

// Quotes and bullets say nothing; the number of an item is shown, and so it is said.
const containers = /^(?:\s*(?:>|[-*+](?=\s)))*\s*/;
const itemNumber = /^\d{1,9}[.)](?=\s|$)/;
const fence = /^(`{3,}(?=[^`]*$)|~{3,})/;
const rule = /^(?:[-*_=]\s*){2,}$|^\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$/;
const alertMark = /^\[!(note|tip|important|warning|caution)\]\s*/i;
const task = /^\[([ x])\]\s+/i;
const definition = /^\[(?!\^)[^\]]+\]:\s*\S/;
const footnote = /^\[\^[^\]]+\]:\s*/;
const displayMath = /^(?:\$\$|\\\[)\s*$/;

/** Characters that are looked at together: marks that are open for longer are said. */
const mostAtOnce = 1000;

const longPieces = new RegExp(`.{1,${mostAtOnce}}(?:\\s|$)|.{1,${mostAtOnce}}`, 'gs');

/** Reads markdown line by line and tells what a voice says of it. */
export class SpokenLines {
  readonly #words: NarratorWords;
  readonly #spokenFormula: SpokenFormula | undefined;
  /** The fence that is open, or the end of a formula of several lines. */
  #closes: ((line: string) => boolean) | undefined;
  #formula: string[] | undefined;
  #isNewBlock = true;
  /** How deep in quotes the last line was, and one. */
  #quotes = 1;

  constructor(words: NarratorWords, spokenFormula?: SpokenFormula) {
    this.#words = words;
    this.#spokenFormula = spokenFormula;
  }

  /** How many characters of an unfinished line are whole sentences, which will mean the same whatever follows. */
  readable(line: string, isMidLine: boolean): number {
    if (this.#closes) return 0;
    const begin = isMidLine ? '' : (containers.exec(line)?.[0] ?? '');
    const rest = line.slice(begin.length);
    if (!isMidLine && /^(?:[`~|#[\\$<]|\d+[.)]?$)/.test(rest)) return 0;
    // The dot behind a number at the beginning of a line ends no sentence.
    const number = isMidLine ? '' : (itemNumber.exec(rest)?.[0] ?? '');
    const body = rest.slice(number.length);
    const sentences = sentencesOf(body.slice(0, mostAtOnce), body.length > mostAtOnce);
    if (sentences === '' || isOpenIn(sentences, this.#spokenFormula !== undefined)) return 0;
    return begin.length + number.length + sentences.length;
  }

  /** Takes a line, or a part of one whose beginning was taken before. */
  push(line: string, isMidLine = false): SpokenLine {
    if (this.#closes) return this.#inside(line);
    const rest = isMidLine ? line : line.replace(containers, '');
    if (rest.trim() === '' && !isMidLine) return this.#silent(true);
    if (isMidLine) return this.#spoken(rest, false);
    const quotes = line.slice(0, line.length - rest.length).split('>').length;
    const isNew = this.#isNewBlock || quotes !== this.#quotes || beginsBlock(line, rest);
    this.#quotes = quotes;
    const mark = fence.exec(rest)?.[1];
    if (mark) return this.#openFence(mark);
    if (this.#spokenFormula && displayMath.test(rest)) return this.#openFormula();
    if (rule.test(rest) || definition.test(rest)) return this.#silent(true);
    // A heading and a row of a table are over with their line.
    this.#isNewBlock = /^(?:#{1,6}\s|\|)/.test(rest);
    return this.#spoken(rest, isNew);
  }

  #spoken(rest: string, isNew: boolean): SpokenLine {
    if (!isNew) return { words: this.#inline(rest), isNew };
    const kind = alertMark.exec(rest);
    if (kind) {
      this.#isNewBlock = true;
      const name = this.#words.alert(kind[1]?.toLowerCase() as 'note');
      return { words: `${name}. ${this.#inline(rest.slice(kind[0].length))}`.trim(), isNew };
    }
    const box = task.exec(rest);
    const state = box ? `${box[1] === ' ' ? this.#words.taskOpen : this.#words.taskDone}: ` : '';
    const text = rest
      .replace(task, '')
      .replace(footnote, '')
      .replace(/^#{1,6}\s+/, '');
    const words = this.#inline(text.replace(/\s#+\s*$/, ''));
    return { words: words && state + words, isNew };
  }

  #openFence(mark: string): SpokenLine {
    const close = new RegExp(`^[\\s>]*\\${mark.charAt(0)}{${mark.length},}\\s*$`);
    this.#closes = (line) => close.test(line);
    this.#isNewBlock = true;
    return { words: this.#words.codeBlock, isNew: true };
  }

  #openFormula(): SpokenLine {
    this.#closes = (line) => /(?:\$\$|\\\])\s*$/.test(line);
    this.#formula = [];
    return this.#silent(true);
  }

  #inside(line: string): SpokenLine {
    const isEnd = this.#closes?.(line) ?? true;
    this.#formula?.push(line.replace(/^[\s>]*|(?:\$\$|\\\])\s*$/g, ''));
    if (!isEnd) return { words: '', isNew: false };
    const words = (this.#formula && this.#spokenFormula?.(this.#formula.join(' '))) ?? '';
    this.#closes = undefined;
    this.#formula = undefined;
    this.#isNewBlock = true;
    return { words, isNew: true };
  }

  #silent(isNewBlock: boolean): SpokenLine {
    this.#isNewBlock = isNewBlock;
    return { words: '', isNew: false };
  }

  #inline(text: string): string {
    if (text.length <= mostAtOnce) return spokenInline(text, this.#spokenFormula);
    const pieces = text.match(longPieces) ?? [];
    return pieces.map((piece) => spokenInline(piece, this.#spokenFormula)).join(' ');
  }
}

/** Of a text that may go on the whole sentences; of one that is too long to wait for an end, the whole words. */
function sentencesOf(text: string, isLong: boolean): string {
  const sentences = /^.*(?:[.!?…:](?=\s)|[\u3002\uff01\uff1f])/su.exec(text)?.[0] ?? '';
  return sentences || !isLong ? sentences : text.slice(0, text.lastIndexOf(' ') + 1) || text;
}

function beginsBlock(line: string, rest: string): boolean {
  return /^\s*(?:[-*+]\s|#{1,6}\s)|^[\s>]*(?:[-*+]\s|\|)/.test(line) || itemNumber.test(rest);
}

/** Whether a mark stands open in a text: what it is will be known when it closes. */
function isOpenIn(text: string, hasMath: boolean): boolean {
  const bare = text.replace(/\\./g, '');
  const isOdd = (mark: RegExp) => (bare.match(mark)?.length ?? 0) % 2 === 1;
  return (
    isOdd(/`/g) || (hasMath && isOdd(/\$/g)) || /\[[^\]]*$|\]\([^)]*$|<[a-z/][^>]*$/i.test(bare)
  );
}

const formula =
  /\$\$([^$]+)\$\$|\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)|\\\((.+?)\\\)|\\\[(.+?)\\\]/g;

const marks: readonly (readonly [RegExp, string])[] = [
  [/<!--.*?-->|<\/?[a-z][^>]*>/gi, ''],
  [/\[\^[^\]]+\]/g, ''],
  [/!?\[([^\]]*)\](?:\([^)]*\)?|\[[^\]]*\])?/g, '$1'],
  [/\*+|~~/g, ''],
  [/(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, ''],
  // A break at the end of a line.
  [/\\$/, ''],
  [/\s*\|\s*/g, ', '],
];

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#39;': "'",
};

/** Reads the inline marks of a line: what is in code or in a formula is kept as it is meant. */
function spokenInline(text: string, spokenFormula?: SpokenFormula): string {
  const kept: string[] = [];
  // Private characters stand for what no other rule may touch.
  const keep = (words: string) => `\uE000${kept.push(words) - 1}\uE001`;
  let words = text.replace(/(`+)(.+?)\1(?!`)/g, (_, __, code: string) => keep(code.trim()));
  if (spokenFormula) {
    words = words.replace(formula, (_, ...tex: (string | undefined)[]) =>
      keep(spokenFormula(tex.slice(0, 4).find((part) => typeof part === 'string') ?? '')),
    );
  }
  words = words.replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => keep(mark));
  for (const [mark, instead] of marks) words = words.replace(mark, instead);
  words = words
    .replace(/`+/g, '')
    .replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (name) => entities[name] ?? name);
  words = words.replace(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '');
  return words.replace(/^[,\s]+|[,\s]+$/g, '').trim();
}
