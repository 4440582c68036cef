import type { BlockConstruct, InlineConstruct } from '../markdown/syntax/markdown-plugin.ts';
import type { Lexer, MarkedExtension, Token } from '../markdown/syntax/marked.ts';
import { formulaPattern, openerAt, readFormula } from './read-math.ts';

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

/** Lexes formulas. One at the start of a block keeps its lines together up to the next blank one. */
export const mathExtension: MarkedExtension = {
  extensions: [
    {
      name: 'math-block',
      level: 'block',
      tokenizer(source) {
        maskFormulas(this.lexer.options.tokenizer?.rules);
        if (!blockStart.test(source)) return undefined;
        // Without its last line end, which marked gives to the space behind a block.
        const text = (paragraph.exec(source)?.[0] ?? '').replace(/\n$/, '');
        const indent = text.search(/\S/);
        const formula = readFormula(text, indent);
        const end = indent + (formula?.raw.length ?? 0);
        if (formula && text.slice(end).trim() === '')
          return mathToken({ ...formula, raw: text }, true);
        // A formula and text behind it are a paragraph like others.
        if (formula) return undefined;
        const type = this.lexer.state.top ? 'paragraph' : 'text';
        return { type, raw: text, text, tokens: this.lexer.inline(text) };
      },
    },
    {
      name: 'math',
      level: 'inline',
      tokenizer(source) {
        const formula = readFormula(source, 0);
        return formula && mathToken(formula, false);
      },
    },
  ],
};

function mathToken(
  formula: Pick<MathToken, 'raw' | 'tex' | 'display'>,
  isBlock: boolean,
  isOpen = false,
): Token & MathToken {
  return { type: 'math', ...formula, isBlock, isOpen };
}

type Rules = NonNullable<Lexer['options']['tokenizer']>['rules'];

const masks = new WeakSet<RegExp>();

/**
 * Lets no emphasis end in a formula: marked hides escapes from its search for closers, by a rule
 * whose second group is what is hidden, and formulas join them there.
 */
function maskFormulas(rules: Rules | undefined): void {
  const rule = rules?.inline.anyPunctuationOutsideCode;
  if (!rules || !rule || masks.has(rule)) return;
  const at = rule.source.lastIndexOf('\\\\(');
  const hidden = String.raw`\\\$|(?:\\|(?=\$))(${formulaPattern}|${rule.source.slice(at + 3)}`;
  const anyPunctuationOutsideCode = new RegExp(rule.source.slice(0, at) + hidden, rule.flags);
  masks.add(anyPunctuationOutsideCode);
  rules.inline = { ...rules.inline, anyPunctuationOutsideCode };
}

// Longer than this without a closer it is no formula, or too long to wait for.
const patience: Readonly<Record<string, number>> = { $: 300, $$: 4000, '\\(': 1000, '\\[': 4000 };

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
    // A digit behind the closer would make it a price.
    if (formula && opener === '$' && end === text.length) return mathToken(formula, false, true);
    if (formula) return end;
    const raw = text.slice(at, at + (patience[opener] ?? 0) + 1);
    const tex = raw.slice(opener.length);
    if (raw.length > (patience[opener] ?? 0) || !isFormula(opener, tex)) {
      return opener === '$$' ? at + 2 : undefined;
    }
    if (tex.trim() === '') return 'hold';
    return mathToken({ raw, tex, display: opener !== '$' && opener !== '\\(' }, false, true);
  },
};

/** A block that begins with the opener of a display. */
export const blockMath: BlockConstruct = {
  read(text) {
    if (/^(?:\$\$?|\\\[?)\s*$/.test(text)) return 'hold';
    if (!blockStart.test(text) || text.length > (patience['$$'] ?? 0)) return undefined;
    const at = text.search(/\S/);
    if (readFormula(text, at)) return undefined;
    const tex = text.slice(at + 2);
    return isFormula(text.slice(at, at + 2), tex)
      ? mathToken({ raw: text, tex, display: true }, true, true)
      : undefined;
  },
};

const blankLine = /\n[ \t]*\n/;
const command = /\\[a-z]+(?:\{[^{}]*\})*/gi;
/** An amount with words behind it, or three words in a row. */
const prose =
  /^\d[\d.,]*[kmb%+]?(?:[.,;:!?)]|\s+[a-z]{2,}|\s+[-–—(])|(?:^|\s)[a-z][a-z'’]+[,;:]?\s+[a-z][a-z'’]+[,;:]?\s/i;

/** Whether what an opener is followed by is more likely a formula than prices or variables of a shell. */
function isFormula(opener: string, tex: string): boolean {
  if (blankLine.test(tex)) return false;
  // The closer is here already, so it is none that Pandoc would take, or a character may decide it.
  if (opener === '$') return !/^\s|(?<!\\)\$/.test(tex) && !prose.test(tex.replace(command, ''));
  return !tex.slice(1).includes(opener);
}
