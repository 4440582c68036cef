import type { BlockConstruct, InlineConstruct } from '../markdown/syntax/markdown-plugin.ts';
import {
  type Lexer,
  type MarkedExtension,
  type Token,
  Tokenizer,
  type Tokens,
} from '../markdown/syntax/marked.ts';
import { readTable } from './cell-formulas.ts';
import {
  type Display,
  type DisplayRules,
  leavesOpen,
  readDisplay,
  withoutHalf,
} from './display-math.ts';
import { type Guess, guessFormula } from './guess-formula.ts';
import { environmentPattern, loosePattern, readEnvironment, readLoose } from './loose-math.ts';
import {
  formulaPattern,
  isUnsureCloser,
  nextDollar,
  openerAt,
  readFormula,
  withoutHalfCloser,
} from './read-math.ts';

/** A formula as the lexer sees it. */
export interface MathToken {
  readonly type: 'math';
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
  /** Whether it is a block of its own. */
  readonly isBlock: boolean;
  /** Whether its closer is still to come. */
  readonly isOpen: boolean;
}

const blockStart = /^ {0,3}(?:\$\$|\\\[)/;
const paragraph = /^(?:[^\n]*\S[^\n]*(?:\n|$))+/;

/** What is a formula beyond the rules of Pandoc. */
export interface MathRules {
  /** Display formulas that are blocks, like fences. */
  readonly display: DisplayRules | undefined;
  /** Whether there may be spaces inside dollars. */
  readonly isLoose: boolean;
}

/**
 * Lexes formulas. A display formula that begins on a line of its own is a block, also behind a line of
 * text; its token is `isOpen` while its closer has not come. One with text on its first line keeps its
 * lines together up to the next blank one, where a block begins.
 */
export function mathExtension({ display, isLoose }: MathRules): MarkedExtension {
  return {
    ...(isLoose && { tokenizer: { table: readTableOf } }),
    extensions: [
      {
        name: 'math-block',
        level: 'block',
        tokenizer(source, tokens) {
          const { rules } = this.lexer.options.tokenizer ?? {};
          if (rules) amendRules(rules, display, isLoose);
          const previous = tokens.at(-1);
          const above = isText(previous) ? previous.text : undefined;
          if (above !== undefined && blockStart.test(source) && leavesOpen(above)) return undefined;
          const found = display && readDisplay(source, display);
          if (found) return blockToken(found);
          // The end of the text so far: what opens here joins the paragraph above until more is known.
          if (!blockStart.test(source) || (above !== undefined && lone.test(source)))
            return undefined;
          return readBlock(source, this.lexer);
        },
      },
      {
        name: 'math',
        level: 'inline',
        tokenizer(source) {
          const formula = readFormula(source, 0, isLoose);
          return formula && mathToken(formula, false);
        },
      },
    ],
  };
}

/** Formulas bind tighter than the cells of a table. */
function readTableOf(this: Tokenizer, source: string): Tokens.Table | false {
  const read = (text: string) => Tokenizer.prototype.table.call(this, text);
  return readTable(source, read, this.lexer.inlineQueue) ?? false;
}

const lone = /^ {0,3}(?:\$\$|\\\[)[ \t]*$/;

function isText(token: Token | undefined): token is Tokens.Text {
  return /^(?:paragraph|text)$/.test(token?.type ?? '') && !/\n[ \t]*\n/.test(token?.raw ?? '');
}

function blockToken({ raw, tex, isOpen }: Display): Token {
  return mathToken({ raw, tex, display: true }, true, isOpen);
}

/** A formula with text on its first line, and the lines up to the next blank one where it is none. */
function readBlock(source: string, lexer: Lexer): Token | undefined {
  // Without its last line end, which marked gives to the space behind a block.
  const text = (paragraph.exec(source)?.[0] ?? '').replace(/\n$/, '');
  const indent = text.search(/\S/);
  const formula = readFormula(text, indent);
  const end = indent + (formula?.raw.length ?? 0);
  if (formula && /^[ \t]*(?:\n|$)/.test(text.slice(end)))
    return mathToken({ ...formula, raw: text.slice(0, end) }, true);
  // A formula and text behind it are a paragraph like others.
  if (formula) return undefined;
  const type = lexer.state.top ? 'paragraph' : 'text';
  return { type, raw: text, text, tokens: lexer.inline(text) };
}

function mathToken(
  formula: Pick<MathToken, 'raw' | 'tex' | 'display'>,
  isBlock: boolean,
  isOpen = false,
): Token & MathToken {
  return { type: 'math', ...formula, isBlock, isOpen };
}

type Rules = NonNullable<Lexer['options']['tokenizer']>['rules'];

/** Lets a display formula end the paragraph above it, and no emphasis end in a formula. */
function amendRules(rules: Rules, display: DisplayRules | undefined, isLoose: boolean): void {
  maskFormulas(rules, isLoose);
  const { paragraph: text, lheading } = rules.block;
  if (!display || text.source.includes(display.end)) return;
  const ended = (rule: RegExp) =>
    new RegExp(rule.source.replace('\\n(?!', () => `\\n(?!${display.end}|`));
  rules.block = { ...rules.block, paragraph: ended(text), lheading: ended(lheading) };
}

const masks = new WeakSet<RegExp>();

/**
 * marked hides escapes from its search for closers, by a rule whose second group is what is hidden, and
 * formulas join them there.
 */
function maskFormulas(rules: Rules, isLoose: boolean): void {
  const rule = rules.inline.anyPunctuationOutsideCode;
  if (masks.has(rule)) return;
  const at = rule.source.lastIndexOf('\\\\(');
  const loose = isLoose ? `${loosePattern}|${environmentPattern}|` : '';
  const hidden = String.raw`\\\$|(?:\\|(?=\$))(${loose}${formulaPattern}|${rule.source.slice(at + 3)}`;
  const anyPunctuationOutsideCode = new RegExp(rule.source.slice(0, at) + hidden, rule.flags);
  masks.add(anyPunctuationOutsideCode);
  rules.inline = { ...rules.inline, anyPunctuationOutsideCode };
}

// Longer than this without a closer it is no formula, or too long to wait for.
const patience: Readonly<Record<string, number>> = { $: 300, $$: 4000, '\\(': 1000, '\\[': 4000 };

/** `inlineMath` with spaces inside dollars as well. */
export const looseInlineMath: InlineConstruct = {
  starts: '$\\',
  read(text, at) {
    if (text.startsWith('\\b', at) || at === text.length - 1) {
      const found = readEnvironment(text, at);
      if (typeof found !== 'object') return found ?? inlineMath.read(text, at);
      const raw = text.slice(at);
      return mathToken({ raw, tex: withoutHalf(raw, found.closer), display: true }, false, true);
    }
    const whole = readLoose(text, at);
    // A digit behind the closer would make it a price.
    const isUnsure = whole === text.length;
    const found = isUnsure ? readLoose(text.slice(0, -1), at) : whole;
    if (found === undefined) return isUnsure ? undefined : inlineMath.read(text, at);
    if (found !== 'open') return found;
    const raw = text.slice(at, isUnsure ? -1 : undefined);
    return mathToken({ raw, tex: raw.slice(1).trim(), display: false }, false, true);
  },
};

/** Shows an open formula as one that is still written, and holds back what may be a price. */
export const inlineMath: InlineConstruct = {
  starts: '$\\',
  read(text, at) {
    if (text[at] === '\\') {
      if (at === text.length - 1) return 'hold';
      // An escaped dollar opens nothing, and an escaped backslash escapes nothing.
      if (/[\\$]/.test(text[at + 1] ?? '')) return at + 2;
    }
    const opener = openerAt(text, at);
    if (opener === undefined) return undefined;
    const formula = readFormula(text, at);
    const end = at + (formula?.raw.length ?? 0);
    // A digit behind the closer of a dollar would make it a price.
    if (formula && (opener !== '$' || !isUnsureCloser(text, end - 1))) return end;
    const raw = text.slice(at, at + (patience[opener] ?? 0) + 1);
    const tex = raw.slice(opener.length);
    const guess = raw.length > (patience[opener] ?? 0) ? 'text' : guessOf(opener, tex);
    if (guess === 'text') return opener === '$$' ? at + 2 : undefined;
    if (guess === 'unknown' || tex.trim() === '') return 'hold';
    return openToken(opener, raw, false);
  },
};

/** A block that begins with the opener of a display. */
export const blockMath: BlockConstruct = {
  read(text) {
    if (/^(?:\$\$?|\\\[?)\s*$/.test(text)) return 'hold';
    if (!blockStart.test(text) || text.length > (patience['$$'] ?? 0)) return undefined;
    const at = text.search(/\S/);
    if (readFormula(text, at)) return undefined;
    const opener = text.slice(at, at + 2);
    const isFormula = guessOf(opener, text.slice(at + 2)) === 'formula';
    return isFormula ? openToken(opener, text.slice(at), true) : undefined;
  },
};

function openToken(opener: string, raw: string, isBlock: boolean): Token & MathToken {
  const tex = withoutHalfCloser(opener, raw.slice(opener.length));
  return mathToken({ raw, tex, display: opener !== '$' && opener !== '\\(' }, isBlock, true);
}

const blankLine = /\n[ \t]*\n/;

/** Whether what an opener is followed by is more likely a formula than prices or variables of a shell. */
function guessOf(opener: string, tex: string): Guess {
  if (blankLine.test(tex)) return 'text';
  if (opener !== '$') {
    const isNone = tex.slice(1).includes(opener) || (opener === '$$' && noDisplay.test(tex));
    return isNone ? 'text' : 'formula';
  }
  if (/^[ \xa0]?$/.test(tex)) return 'unknown';
  const closer = nextDollar(tex, 0);
  if (
    /^\s/.test(tex) ||
    (closer >= 0 && (closer < tex.length - 1 || /\s$/.test(tex.slice(0, closer))))
  )
    return 'text';
  const body = closer < 0 ? tex : tex.slice(0, closer);
  return /[`"]/.test(body) ? 'text' : guessFormula(body);
}

/** What stands behind two dollars that are none of a formula: a rank of prices, money in slang. */
const noDisplay = /^(?:[$),.;:|*\u2013\u2014]|\\?[ \t]+[a-z]{2,}[,;.]?[ \t]+[a-z]{2,} )/;
