import type { Token, Tokens } from '../syntax/marked.ts';
import { lazily, mergeText } from './kept-tokens.ts';
import { childrenOf } from '../syntax/token-fields.ts';
import { type TextBefore, nothingBefore, plainText } from '../syntax/plain-text.ts';
import { setSettled } from '../syntax/settled.ts';
import {
  type Cut,
  type Level,
  contentsOf,
  contextsOf,
  hasHead,
  hasPrefixes,
  isInline,
  isQuotePair,
  isReadAgain,
} from './open-level.ts';
import { isChangedBy } from './open-text.ts';
import type { TextRules } from './text-rules.ts';

/** A way to go on with an open block: what to lex, and how to join the result with what is kept. */
export class Continuation {
  readonly levels: readonly Level[];
  readonly cut: Cut;
  readonly contexts: readonly string[];
  /** What of the content of each level is context. */
  readonly contents: readonly string[];
  /** The joined token of each level. */
  readonly joined: (Token | undefined)[] = [];

  /** What was lexed now of an open paragraph. */
  leafTokens: readonly Token[] = [];
  leafText = '';
  /** Whether nothing of the block stands behind that text. */
  isLeafLast = true;

  /** The joined row of an open cell. */
  row: Tokens.TableCell[] | undefined;

  readonly #rest: string;
  readonly #rules: TextRules | undefined;

  constructor(levels: readonly Level[], cut: Cut, rest: string, rules?: TextRules) {
    this.#rest = rest;
    this.#rules = rules;
    this.levels = levels;
    this.cut = cut;
    this.contexts = contextsOf(levels);
    this.contents = contentsOf(levels, this.contexts);
  }

  get context(): string {
    return this.contexts[0] ?? '';
  }

  /** What stands for the kept text of the open paragraph. */
  get neutral(): string {
    const leaf = this.levels.at(-1);
    return leaf && isInline(leaf) ? leaf.textContext : '';
  }

  /** How much text the neutral text stands for. */
  get textBefore(): TextBefore {
    return this.levels.at(-1)?.before ?? nothingBefore;
  }

  /** Joins what is kept with the first token of the rest; undefined when they do not fit. */
  join(token: Token | undefined, index = 0): Token | undefined {
    const level = this.levels[index];
    if (!level || !token) return undefined;
    const joined = this.#joinLevel(token, level, index);
    this.joined[index] = joined;
    return joined;
  }

  #joinLevel(token: Token, level: Level, index: number): Token | undefined {
    const context = this.contexts[index] ?? '';
    const content = this.contents[index] ?? '';
    if (!token.raw.startsWith(context)) return undefined;
    const raw = (this.cut.raws[index] ?? '') + token.raw.slice(context.length);
    const { text: ownText } = token as { text?: string };
    if (!textless.has(level.type) && !ownText?.startsWith(content)) {
      return undefined;
    }
    const text = (this.cut.texts[index] ?? '') + (ownText?.slice(content.length) ?? '');
    switch (level.type) {
      case 'blockquote':
        return this.#joinQuote(token, level, index, { raw, text });
      case 'list':
        return this.#joinList(token, level, index, raw);
      case 'list_item':
        return this.#joinItem(token as Tokens.ListItem, level, index, { raw, text });
      case 'table': {
        const rows = this.#joinRows(token, index);
        return rows && lazily({ ...token, raw }, 'rows', level.kept, () => rows);
      }
      case 'note':
        return this.#joinNote(token, level, index, raw);
      case 'hr':
        return token.type === 'hr' ? { ...token, raw } : undefined;
      case 'code':
      case 'html': {
        if (token.type !== level.type || styleOf(token) !== styleOf(level.token)) return undefined;
        return { ...token, raw, text };
      }
      case 'capped': {
        if (Reflect.get(token, 'isCapped') !== true) return undefined;
        return { ...token, raw, text, tokens: [plainText(text)] };
      }
      default:
        return this.#joinParagraph(token, level, { raw, text });
    }
  }

  #joinQuote(token: Token, level: Level, index: number, parts: Parts): Token | undefined {
    if (token.type !== 'blockquote') return undefined;
    const { tokens } = token as Tokens.Blockquote;
    const isPair = isQuotePair(this.levels, index) && !isReadAgain(this.levels, index);
    if (isPair && this.#isLazy(index)) return undefined;
    const rest = this.#joinFirst(hasHead(level) ? tokens.slice(1) : tokens, index);
    return rest && lazily({ ...token, ...parts }, 'tokens', level.kept, () => rest);
  }

  /** A line without the indent is looked at by what stands above it, so no more than one text may stand there. */
  #joinNote(token: Token, level: Level, index: number, raw: string): Token | undefined {
    if (token.type !== level.token.type) return undefined;
    const isText = !hasHead(level) && this.levels.length <= index + 2;
    if (!isText && this.#isLazy(index)) return undefined;
    const rest = this.#joinFirst(childrenOf(token).slice(hasHead(level) ? 1 : 0), index);
    return rest && lazily({ ...token, raw }, 'tokens', level.kept, () => rest);
  }

  /** Whether a line lacks a mark: marked then writes something else into the text of the quote. */
  #isLazy(index = this.levels.length): boolean {
    const levels = this.levels.slice(0, index + 1);
    const [, ...lines] = this.#rest.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines.some((line) => !hasPrefixes(line, levels));
  }

  #joinList(token: Token, level: Level, index: number, raw: string): Token | undefined {
    if (token.type !== 'list') return undefined;
    const { items, loose, ordered } = token as Tokens.List;
    const list = level.token as Tokens.List;
    const fresh = hasHead(level) ? items.slice(1) : items;
    const isKept = level.kept.length > 0 || (this.levels[index + 1]?.kept.length ?? 0) > 0;
    if (isKept && level.wasLoose !== loose) return undefined;
    if (ordered !== list.ordered || markerOf(items[0]) !== markerOf(list.items[0])) {
      return undefined;
    }
    const rest = this.#joinFirst(fresh, index);
    if (!rest) return undefined;
    const start = level.kept.length > 0 ? list.start : (token as Tokens.List).start;
    return lazily({ ...token, raw, start }, 'items', level.kept, () => rest);
  }

  #joinItem(token: Tokens.ListItem, level: Level, index: number, parts: Parts): Token | undefined {
    const isKept = hasHead(level);
    const box = !isKept && level.box !== '' ? token.tokens.slice(0, 1) : [];
    if (box.some(({ type }) => type !== 'checkbox')) return undefined;
    const rest = this.#joinFirst(token.tokens.slice(isKept ? 1 : box.length), index);
    if (!rest) return undefined;
    const base = isKept ? { ...level.token, loose: token.loose } : token;
    return lazily({ ...base, ...parts }, 'tokens', level.kept, () => [...box, ...rest]);
  }

  #joinRows(token: Token, index: number): Tokens.TableCell[][] | undefined {
    if (token.type !== 'table') return undefined;
    const { rows } = token as Tokens.Table;
    const cell = this.levels[index + 1];
    const [row, ...others] = rows;
    if (!cell) return rows;
    const open = row?.[cell.cells.length];
    if (!row || !open?.text.startsWith(cell.textContext)) return undefined;
    const text = (this.cut.texts[index + 1] ?? '') + open.text.slice(cell.textContext.length);
    const joined = this.#joinText(open, cell, { text });
    if (!joined) return undefined;
    this.joined[index + 1] = joined as unknown as Token;
    const isRowLast = others.length === 0;
    this.isLeafLast &&= isRowLast && row.slice(cell.cells.length + 1).every((each) => !each.text);
    this.row = [...cell.cells, joined, ...row.slice(cell.cells.length + 1)];
    return [this.row, ...others];
  }

  /** Joins the first of the children, which is open as well. */
  #joinFirst(children: Token[], index: number): Token[] | undefined {
    const [first, ...rest] = children;
    if (!first) return undefined;
    if (index + 1 >= this.levels.length) return children;
    this.isLeafLast &&= rest.every(({ type }) => type === 'space');
    const joined = this.join(first, index + 1);
    return joined && [joined, ...rest];
  }

  #joinParagraph(token: Token, level: Level, parts: Parts): Token | undefined {
    if (!this.#isSameText(token, level, parts)) return undefined;
    return this.#joinText(token as Tokens.Paragraph, level, parts);
  }

  /** Joins what is kept of inline text with the rest. */
  #joinText<T extends { text: string; tokens: Token[] }>(
    token: T,
    level: Level,
    parts: Partial<Parts>,
  ): T | undefined {
    const { tokens, text } = token;
    this.leafTokens = tokens;
    this.leafText = text.slice(level.textContext.length);
    if (level.trigger?.test(this.leafText) || this.#isChanged(level, tokens)) return undefined;
    const { partial } = level;
    const joined = lazily({ ...token, ...parts }, 'tokens', level.kept, () =>
      mergeText(partial, tokens),
    );
    if (level.clean.length > 0) setSettled(joined, level.clean, level.shown);
    return joined;
  }

  #isSameText({ type }: Token, level: Level, { text }: Parts): boolean {
    if (type !== 'heading')
      return type === level.type || (type === 'text' && level.type !== 'heading');
    if (level.type === 'heading') return true;
    // A heading's text begins without blanks; a lazy line of a quote is no part of a heading.
    return (
      !level.isNoHeading &&
      !/^\s/.test(text.slice(0, 1)) &&
      !this.levels.some((each) => each.type === 'blockquote')
    );
  }

  #isChanged({ open, isOddLine }: Level, tokens: readonly Token[]): boolean {
    if (!open || !this.#rules) return false;
    // In an item what the last line begins with decides whether one without an indent goes on with it.
    if (isOddLine && this.levels.some(({ type }) => type === 'list_item') && this.#isLazy()) {
      return true;
    }
    // What looks like a table ends the paragraph above it, if only for a moment.
    const row = isOddLine ? delimiterRow : wideRow;
    return isChangedBy(open, tokens, this.leafText, this.#rules) || row.test(this.leafText);
  }
}

/** Levels whose tokens have no text of their own. */
const textless = new Set(['list', 'table', 'note', 'hr']);

const delimiterRow = /^[^\n]*\n[ :|-]+(?:\n|$)/;

/** A second line of more columns than a stand-in may have. */
const wideRow = /^[^\n]*\n(?:[ :-]*\|){24}[ :|-]*(?:\n|$)/;

interface Parts {
  readonly raw: string;
  readonly text: string;
}

function styleOf(code: Token): unknown {
  return Reflect.get(code, 'codeBlockStyle');
}

function markerOf(item: Token | undefined): string | undefined {
  return /^ {0,3}\d{0,9}([-+*.)])/.exec(item?.raw ?? '')?.[1];
}
