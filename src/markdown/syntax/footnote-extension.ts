import { normalizeLabel } from './definitions.ts';
import type { InlineConstruct } from './markdown-plugin.ts';
import type { Lexer, MarkedExtension, Token } from './marked.ts';

/** `[^label]` in the text. */
export interface FootnoteReferenceToken {
  readonly type: 'footnote-reference';
  readonly raw: string;
  readonly label: string;
  /** Whether it looks like a footnote before a definition says so. */
  readonly isLikely: boolean;
}

/** `[^label]: …` with its blocks. */
export interface FootnoteDefinitionToken {
  readonly type: 'footnote-definition';
  readonly raw: string;
  readonly label: string;
  readonly tokens: readonly Token[];
}

// GitHub's labels have no spaces; marks that would mean something inside them make it no label.
const label = String.raw`\[\^[^\s[\]\\<*~&${'`'}]+\]`;
const reference = new RegExp(String.raw`^${label}(?!\([^\s()]*\))`);
const definition = new RegExp(String.raw`^ {0,3}${label}:[ \t]*`);
const indented = /^(?: {4}| {0,3}\t)/;
const indent = /(?<=\n)(?: {4}| {0,3}\t)/g;
const deep = /^[ \t]*(?: {8}|\t\t)/;
const fence = /^[ \t]*(?:`{3}|~{3})/;
/** Lexes GitHub's footnotes; a definition also ends the paragraph above it. */
export const footnoteExtension: MarkedExtension = {
  extensions: [
    {
      name: 'footnote-definition',
      level: 'block',
      tokenizer(source) {
        const paragraph = endParagraphs(this.lexer.options.tokenizer?.rules);
        const [head] = definition.exec(source) ?? [];
        if (head === undefined || !paragraph) return undefined;
        const raw = source.slice(0, contentEnd(source, head.length, paragraph));
        const text = raw.slice(head.length).replace(indent, '');
        const { top } = this.lexer.state;
        this.lexer.state.top = true;
        const tokens = this.lexer.blockTokens(text, []);
        this.lexer.state.top = top;
        return { type: 'footnote-definition', raw, label: labelOf(head), tokens };
      },
      childTokens: ['tokens'],
    },
    {
      name: 'footnote-reference',
      level: 'inline',
      tokenizer(source, tokens) {
        const [raw] = reference.exec(source) ?? [];
        if (raw === undefined) return undefined;
        // `[^a-z]` or `[^abc]+` is more often a class of characters; a mark stands behind a word.
        const isLikely =
          /^\[\^\d+]/.test(raw) ||
          (/\S$/.test(tokens.at(-1)?.raw ?? '') && /^\[\^[a-z][\w-]+](?![+*?{])/i.test(source));
        return { type: 'footnote-reference', raw, label: labelOf(raw), isLikely };
      },
    },
  ],
};

type Rules = NonNullable<Lexer['options']['tokenizer']>['rules'];

const ended = new WeakMap<RegExp, RegExp>();

/**
 * Lets a definition end the paragraph above it, in marked's own rules, where a `start` function would
 * search all the rest; returns the rule for paragraphs.
 */
function endParagraphs(rules: Rules | undefined): RegExp | undefined {
  if (!rules) return undefined;
  const paragraph = endRule(rules.block.paragraph);
  if (paragraph !== rules.block.paragraph) {
    rules.block = { ...rules.block, paragraph, lheading: endRule(rules.block.lheading) };
  }
  return paragraph;
}

function endRule(rule: RegExp): RegExp {
  const known =
    ended.get(rule) ?? new RegExp(rule.source.replace('\\n(?!', `\\n(?! {0,3}${label}:|`));
  ended.set(rule, known).set(known, known);
  return known;
}

/** Behind the first line, indented lines, blank lines between them, and lines a paragraph goes on with. */
function contentEnd(source: string, start: number, paragraph: RegExp): number {
  let end = lineEnd(source, start);
  // No line goes on with code, fenced or indented.
  let isInFence = fence.test(source.slice(start, end));
  let isCode = isInFence;
  for (let at = end + 1, next = end; at < source.length; at = next + 1) {
    next = lineEnd(source, at);
    const line = source.slice(at, next);
    if (line.trim() === '') continue;
    const isIndented = indented.test(line);
    if (!isIndented && (at > end + 1 || isCode || paragraph.exec(`x\n${line}`)?.[0] === 'x')) break;
    if (isIndented && fence.test(line)) isInFence = !isInFence;
    isCode = isInFence || deep.test(line);
    end = next;
  }
  return end;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

function labelOf(raw: string): string {
  return normalizeLabel(raw.slice(raw.indexOf('^') + 1, raw.lastIndexOf(']')));
}

/** Holds a reference back until its end is known. */
export const footnoteConstruct: InlineConstruct = { starts: '[', read: readReference };

const openLabel = /\[\^[^\s[\]\\<*~&`]*(\]?)/y;

function readReference(text: string, at: number): number | 'hold' | undefined {
  openLabel.lastIndex = at;
  const [raw, close] = openLabel.exec(text) ?? [];
  if (raw === undefined) return at === text.length - 1 ? 'hold' : undefined;
  const end = at + raw.length;
  // At the start of a line it may be a definition.
  const isUnknown = close === '' || at === 0 || text[at - 1] === '\n';
  if (end === text.length && isUnknown) return 'hold';
  return close === ']' && raw.length > 3 && text[end] !== '(' ? end : undefined;
}
