import { lastWholeLine } from '../syntax/nested-fence.ts';
import { findCheckpoint } from '../syntax/checkpoint.ts';
import type { ReferringText } from '../syntax/document-lexer.ts';
import type { LexedSource } from './lexed-source.ts';
import type { Token, Tokens } from '../syntax/marked.ts';
import { countMarks } from '../syntax/plain-text.ts';
import {
  type Cut,
  type Level,
  addShown,
  behindPrefix,
  createLevel,
  hasHead,
  neutralFor,
} from './open-level.ts';
import type { Continuation } from './open-path.ts';
import { nothingOpen } from './open-text.ts';
import { type Border, findBorder } from './settle-inline.ts';
import {
  arraysIn,
  hasLazyList,
  collectLabels,
  cutToken,
  isGap,
  isSplit,
  joinTokens,
  mergeText,
  makesLoose,
  mayLeaveTop,
  withoutBox,
} from './kept-tokens.ts';
import { type KeptLines, type LineBorder, findLineBorder, typeOfLines } from './line-border.ts';
import { contentOfNote, prefixOf, prefixOfNote } from './line-prefix.ts';
import { childrenOf } from '../syntax/token-fields.ts';
import { type OpenCell, openCellOf } from './open-cell.ts';
import {
  type Place,
  lineBefore,
  lineOf,
  lineOffset,
  linesOf,
  placeOf,
  withoutBlanks,
} from './source-lines.ts';
import { contentEnd, leadOf, standForFront, tailOf } from './text-lead.ts';
import { bareStandIn, openerOf, ownOpening, standInFor } from './text-stand-in.ts';

/** The levels of an open block with a place to go on from for each. */
export interface OpenPath {
  readonly levels: readonly Level[];
  readonly cuts: readonly Cut[];
}

/**
 * Follows the open block inward, as far as its end is open, and notes at each level what later text
 * cannot change. `done` is the continuation that gave the token, if any.
 */
export function extendPath(lexed: LexedSource, done?: Continuation, old?: OpenPath): OpenPath {
  const walk = new PathWalk(lexed, done, old);
  walk.enter(lexed.token, 0, 0, done !== undefined);
  return { levels: walk.levels, cuts: walk.cuts };
}

class PathWalk {
  readonly levels: Level[];
  readonly cuts: Cut[];
  readonly #lexed: LexedSource;
  readonly #done: Continuation | undefined;
  readonly #lines: readonly string[];
  /** The lexed token of each level and the line it begins in. */
  readonly #tokens: Token[] = [];
  readonly #starts: number[] = [];
  readonly #keptLabels = new Set<unknown>();
  /** How many of the levels the continuation had. */
  #oldCount: number;

  constructor(lexed: LexedSource, done?: Continuation, old?: OpenPath) {
    this.#lexed = lexed;
    this.#done = done;
    this.#lines = lexed.source.split('\n');
    this.levels = [...(old?.levels ?? [])];
    this.cuts = [...(old?.cuts ?? [])];
    this.#oldCount = this.levels.length;
  }

  /** Goes into a token that may still grow; `isOld` when the path leads through it already. */
  enter(token: Token, index: number, line: number, isOld: boolean): void {
    this.#tokens[index] = token;
    this.#starts[index] = line;
    switch (token.type) {
      case 'blockquote':
        return this.#enterQuote(token as Tokens.Blockquote, index, line, isOld);
      case 'list':
        return this.#enterList(token as Tokens.List, index, line, isOld);
      case 'table':
        return this.#enterTable(token as Tokens.Table, index, line, isOld);
      case 'code':
        return this.#enterCode(token as Tokens.Code, index, line, isOld);
      case 'html':
      case 'hr':
        return this.#enterLines(token, index, line, isOld, 1, token.raw.split('\n', 1)[0] ?? '');
      case 'footnote-definition':
        return this.#enterNote(token, index, line, isOld);
      case 'heading': {
        const opener = openerOf(token as Tokens.Heading);
        if (opener === undefined) return;
        return this.#enterText(token as Tokens.Heading, index, line, isOld, opener);
      }
      case 'paragraph':
      case 'text':
        if (Reflect.get(token, 'isCapped') === true) {
          return this.#enterLines(token, index, line, isOld, 1, 'x');
        }
        return this.#enterText(token as Tokens.Paragraph, index, line, isOld);
      default:
    }
  }

  #enterQuote(token: Tokens.Blockquote, index: number, line: number, isOld: boolean): void {
    const level = isOld ? this.levels[index] : createLevel('blockquote', token);
    if (!level) return;
    const head = isOld && hasHead(level) ? 1 : 0;
    this.#enterChildren(token.tokens, token.text, level, index, line, isOld, head);
  }

  #enterItem(item: Tokens.ListItem, index: number, line: number, isOld: boolean): void {
    this.#tokens[index] = item;
    this.#starts[index] = line;
    const prefix = isOld ? undefined : prefixOf(item.raw);
    if (!isOld && !prefix) return;
    const level = isOld ? this.levels[index] : createLevel('list_item', item, prefix);
    if (!level) return;
    const head = isOld && hasHead(level) ? 1 : 0;
    const [box] = item.tokens;
    if (box?.type === 'checkbox') level.box = box.raw;
    this.#enterChildren(item.tokens, item.text, level, index, line, isOld, head);
  }

  #enterChildren(
    tokens: readonly Token[],
    content: string,
    level: Level,
    index: number,
    line: number,
    isOld: boolean,
    head: number,
  ): void {
    const box = tokens[0]?.type === 'checkbox' ? 1 : 0;
    const isTask = Reflect.get(this.#tokens[index] ?? {}, 'task') === true;
    const isLooseTask = isTask && box === 0 && head === 0;
    const children = withoutBox(tokens.slice(box), isLooseTask);
    const at = Math.max(findCheckpoint(children, content), head);
    const child = tokens[at + box];
    const lines = lineBefore(children, content, at);
    if (!child || lines < 0) return;
    const childLine = line + lines;
    const isLast = !tokens.slice(at + box + 1).some(({ type }) => type !== 'space');
    const isSame = isOld && at === head;
    // The text of a loose task would have to be lexed with its box.
    if (isLooseTask && at === 0) return;
    if (!isSame) {
      if (at > 0 && !this.#isLineOf(child, 0, childLine, index, level)) return;
      const kept = at > 0 ? tokens.slice(head, at + box) : [];
      if (this.#mayLeaveTop(index, [...kept, child], level)) return;
      this.#keepChildren(level, index, kept, tokens.slice(at + box), childLine, isOld);
    }
    const hasInner = isSame && this.levels.length > index + 1;
    if (isLast) this.enter(child, index + 1, childLine, hasInner);
  }

  /** Whether what is kept may decide how an item reads text below: what stands for it would not. */
  #mayLeaveTop(index: number, tokens: readonly Token[], { type }: Level): boolean {
    if (type === 'list_item') return mayLeaveTop(tokens);
    const quote = this.#tokens[index];
    const isInItem = this.levels.slice(0, index).some((each) => each.type === 'list_item');
    return isInItem && tokens.length > 1 && quote !== undefined && hasLazyList(quote);
  }

  #keepChildren(
    level: Level,
    index: number,
    kept: Token[],
    fresh: readonly Token[],
    line: number,
    isOld: boolean,
  ): void {
    const joined = isOld ? this.#done?.joined[index + 1] : undefined;
    const box = kept[0]?.type === 'checkbox' ? 1 : 0;
    if (joined && this.levels.length > index + 1) kept[box] = joined;
    this.#settle(level, index, kept, fresh, { line }, isOld);
    if (level.type !== 'list_item') return;
    const list = kept.length > 0 ? this.levels[index - 1] : undefined;
    if (list) {
      list.isLoose ||= kept.some(isGap);
      list.wasLoose = Reflect.get(this.#tokens[index - 1] ?? {}, 'loose') === true;
    }
    // Behind a list marked reads text as paragraphs.
    if (level.head.length > 4 || kept.some(({ type }) => type === 'list')) {
      level.head = /^ {0,3}\d/.test(fresh[0]?.raw ?? '') ? '+    # x\n' : '123456789.    # x\n';
    }
  }

  #enterList(list: Tokens.List, index: number, line: number, isOld: boolean): void {
    const level = isOld ? this.levels[index] : createLevel('list', list, prefixOf(list.raw));
    if (!level || level.prefix === '') return;
    const { items } = list;
    const head = isOld && hasHead(level) ? 1 : 0;
    let at = items.length - 1;
    const starts = linesOf(items, line);
    // The line of a marker may still become something else, which then is the item's above.
    if ((starts[at] ?? 0) + 1 >= this.#lines.length) at--;
    at = Math.max(at, head);
    const item = items[at];
    if (!item) return;
    const itemLine = starts[at] ?? line;
    const isLast = at === items.length - 1;
    if (isOld && at === head) {
      if (isLast) this.#enterItem(item, index + 1, itemLine, this.levels.length > index + 1);
      return;
    }
    if (at > 0 && !this.#isLineOf(item, 0, itemLine, index)) return;
    const kept = items.slice(head, at);
    const [first] = kept;
    if (isOld && first && this.levels.length > index + 1) {
      kept[0] = (this.#done?.joined[index + 1] as Tokens.ListItem | undefined) ?? first;
    }
    level.isLoose ||= kept.some(makesLoose);
    level.wasLoose = list.loose;
    this.#settle(level, index, kept, items.slice(at), { line: itemLine }, isOld);
    if (isLast) this.#enterItem(item, index + 1, itemLine, false);
  }

  #enterTable(table: Tokens.Table, index: number, line: number, isOld: boolean): void {
    const count = table.rows.length - 1;
    const [header = '', delimiter = ''] = table.raw.split('\n', 2);
    const level = isOld
      ? this.levels[index]
      : createLevel('table', table, { context: `${header}\n${delimiter}\n` });
    const row = openCellOf(table, header);
    const first = row ? 0 : 1;
    if (!level || count < 0 || !this.#isLineOf(table, 2 + count, line + 2 + count, index)) return;
    if (count >= (isOld ? 1 : first)) {
      const kept = table.rows.slice(0, count) as unknown as Token[];
      if (isOld && this.#done?.row) kept[0] = this.#done.row as unknown as Token;
      const open = table.rows.slice(count) as unknown as Token[];
      this.#settle(level, index, kept, open, { line: line + 2 + count }, isOld);
      if (row) this.#enterCell(row, index + 1, line + 2 + count, false);
    } else if (row) {
      this.#enterCell(row, index + 1, line + 2, this.levels.length > index + 1);
    }
  }

  /** Goes into the last cell of the last row, of which no end has come. */
  #enterCell({ cells, token }: OpenCell, index: number, line: number, isOld: boolean): void {
    const column = this.levels[index]?.cells.length;
    const isSame = isOld && column === cells.length;
    const before = isOld && !isSame ? this.#done?.row?.slice(0, cells.length) : undefined;
    this.#enterText(
      token,
      index,
      line,
      isSame,
      '|' + ' x |'.repeat(cells.length) + ' ',
      before ?? cells,
    );
  }

  /** Goes into a footnote. */
  #enterNote(note: Token, index: number, line: number, isOld: boolean): void {
    const level = isOld ? this.levels[index] : createLevel('note', note, prefixOfNote(note.raw));
    if (!level) return;
    const [head, content] = [isOld && hasHead(level) ? 1 : 0, contentOfNote(note.raw)];
    this.#enterChildren(childrenOf(note), content, level, index, line, isOld, head);
  }

  #enterCode(token: Tokens.Code, index: number, line: number, isOld: boolean): void {
    if (token.codeBlockStyle === 'indented') {
      return this.#enterLines(token, index, line, isOld, 1, '    x');
    }
    const [opening = ''] = token.raw.split('\n', 1);
    this.#enterLines(token, index, line, isOld, 0, opening);
  }

  /** Keeps the lines of code or HTML up to the last that is complete and not blank. */
  #enterLines(
    token: Token,
    index: number,
    line: number,
    isOld: boolean,
    textLines: number,
    opening: string,
  ): void {
    const border = findLineBorder(token);
    const lines = token.raw.split('\n');
    const at = border ? lines.length - 1 : lastWholeLine(token, lines);
    if (at < (border ? 0 : isOld ? 2 : 1) || (at > 0 && opening.length > 500)) return;
    // An item looks for raw HTML in its first line, and behind marks only where no tab is in it.
    if (at === 0 && index > 0 && this.#lines[line]?.includes('\t')) return;
    const level = isOld ? this.levels[index] : createLevel(typeOfLines(token), token);
    const content = this.#contentOf(line + at, index, undefined, border !== undefined);
    if (!level || content?.trimEnd() !== lines[at]?.trimEnd()) return;
    const kept = { token, textLines, opening, line, at, isOld };
    this.#keepLines(level, index, kept, border);
  }

  #keepLines(level: Level, index: number, kept: KeptLines, border?: LineBorder): void {
    const { token, textLines, opening, line, at, isOld } = kept;
    const { text = '' } = token as Partial<Tokens.Code>;
    const textAt = at - 1 + textLines;
    const { length } = withoutBlanks(lineOf(token.raw, at));
    const fromEnd = border && length - border.column;
    const place = { line: line + at, ...(fromEnd === undefined ? {} : { fromEnd }) };
    const skipped = lineOffset(text, textAt, fromEnd);
    this.#settle(level, index, [], [token], place, isOld, text.slice(0, skipped));
    const head = at > 0 ? `${opening}\n` : '';
    const front = border?.front ?? '';
    const indent = length - withoutBlanks(lineOf(text, textAt)).length;
    const textHead = at > 0 && opening === '    x' ? 'x\n' : textLines === 1 ? head : '';
    level.context = head + front;
    level.textContext = textHead + front.slice(indent);
  }

  #enterText(
    token: Tokens.Paragraph | Tokens.Heading,
    index: number,
    line: number,
    isOld: boolean,
    opener?: string,
    cells?: readonly Tokens.TableCell[],
  ): void {
    this.#tokens[index] = token;
    this.#starts[index] = line;
    const { rules, inLinkBefore } = this.#lexed;
    const old = isOld ? this.levels[index] : undefined;
    // Text that is nested too deep is not lexed.
    if (!rules || (isOld && !old) || !inLinkBefore.has(token.tokens)) return;
    const skipped = old?.textContext.length ?? 0;
    const text = token.text.slice(skipped);
    if (text.length < 96) return;
    const { tokens } = token;
    const inLink = inLinkBefore.get(tokens) ?? false;
    const inRawBlock = (old && this.#done?.cut.inRawBlock) ?? false;
    const before = old?.open ?? nothingOpen(rules);
    const border = findBorder(tokens, text, before, { inLink, inRawBlock }, rules);
    if (!border || border.at < 32) return;
    const at = skipped + border.at;
    const place = placeOf(this.#lines, token.text, at, line, cells !== undefined);
    const front = token.text.slice(0, at);
    const standIn =
      opener === undefined ? standInFor(front, ownOpening(tokens, rules), old) : bareStandIn;
    const [lines, starts, levels] = [this.#lines, this.#starts, this.levels.slice(0, index)];
    const lead = place && leadOf(token.text, line, place.line - line, { lines, starts, levels });
    if (!place || !standIn || !lead) return;
    const type = cells ? 'cell' : opener === undefined ? 'paragraph' : 'heading';
    const level = old ?? createLevel(type, token, { cells: cells ?? [] });
    this.#keepInline(level, token, text, border);
    this.#settle(level, index, [], [token], place, isOld, front, border);
    standForFront(level, standIn, lead, neutralFor(this.#lexed.source), opener);
  }

  #keepInline(
    level: Level,
    token: Tokens.Paragraph | Tokens.Heading,
    text: string,
    border: Border,
  ): void {
    const { tokens } = token;
    const split = tokens[border.count];
    const { partial } = level;
    let whole: readonly Token[] = tokens.slice(0, border.count);
    const cut = split ? cutToken(split, border.partial, border.partialText) : [];
    let [half] = cut;
    if (partial && half && whole.length === 0 && isSplit(partial, half)) {
      half = joinTokens(partial, half);
    } else whole = mergeText(partial, whole);
    level.kept.push(...whole);
    level.partial = half;
    const piece = text.slice(0, border.at);
    const inLink = this.#lexed.inLinkBefore.get(tokens) ?? false;
    const shown = border.isPlain ? undefined : this.#lexed.show(piece, inLink, level.open?.bridge);
    addShown(level, shown ?? [...tokens.slice(0, border.count), ...cut], partial);
    for (const each of this.#lexed.texts) {
      if (this.#arrayOf(each) === tokens) for (const label of each.reads) level.reads.add(label);
    }
    const length = level.before.length + border.at;
    const marks = border.isPlain ? Infinity : countMarks(piece, level.before);
    level.before = { length, marks };
    level.open = border.open;
    // Of an address that goes on nothing is final.
    if (border.open.marks.isEmpty && half?.type !== 'link') {
      level.clean = { length, marks, tokens: level.shown.length };
    }
  }

  /** Whether a line of the source is one of a token behind the marks and indents of all levels around level `index`. */
  #isLineOf(
    { raw }: { raw: string },
    at: number,
    line: number,
    index: number,
    own?: Level,
  ): boolean {
    return this.#contentOf(line, index, own)?.trimEnd() === lineOf(raw, at).trimEnd();
  }

  /** What of a line stands behind the marks and indents of all levels around level `index`, if it has them. */
  #contentOf(line: number, index: number, own?: Level, isInText = false): string | undefined {
    let rest = this.#lines[line];
    const levels = own ? [...this.levels.slice(0, index), own] : this.levels.slice(0, index);
    for (const [at, level] of levels.entries()) {
      if (rest === undefined) return undefined;
      rest = behindPrefix(rest, level, isInText && this.#starts[at] === line);
    }
    return rest;
  }

  /** Notes a place to go on from at level `index`, with what is kept there. */
  #settle(
    level: Level,
    index: number,
    kept: readonly Token[],
    open: readonly Token[],
    place: Place,
    isOld: boolean,
    text?: string,
    border?: Border,
  ): void {
    for (const token of kept) level.kept.push(token);
    if (this.#lexed.defines.length > 0) collectLabels(kept, this.#keptLabels);
    this.levels.length = index;
    this.cuts.length = index;
    this.levels.push(level);
    this.#oldCount = Math.min(this.#oldCount, isOld ? index + 1 : index);
    const raws: string[] = [];
    const texts: string[] = [];
    for (let at = 0; at <= index; at++) {
      const token = this.#tokens[at];
      const base = at < this.#oldCount ? this.#done : undefined;
      const line = place.line - (this.#starts[at] ?? 0);
      const raw = token?.raw ?? '';
      const end = lineOffset(raw, line, place.fromEnd);
      raws.push((base?.cut.raws[at] ?? '') + raw.slice(base?.contexts[at]?.length ?? 0, end));
      const isLeaf = at === index && text !== undefined;
      const content = isLeaf ? text : ((token as { text?: string } | undefined)?.text ?? '');
      const tail = at < index ? tailOf(this.levels, at, this.#lines, this.#tokens[index], text) : 0;
      const textEnd = isLeaf ? text.length : contentEnd(content, line, place.fromEnd, tail);
      const skipped = base?.contents[at]?.length ?? 0;
      texts.push((base?.cut.texts[at] ?? '') + content.slice(skipped, textEnd));
    }
    this.cuts.push(this.#cutAt(place, raws, texts, open, border));
  }

  #cutAt(
    { line, fromEnd }: Place,
    raws: readonly string[],
    texts: readonly string[],
    open: readonly Token[],
    border?: Border,
  ): Cut {
    const { source, inLinkBefore, inLinkAfter } = this.#lexed;
    const { context = '', cut } = this.#done ?? {};
    const start = lineOffset(source, line, fromEnd) - context.length + (cut?.start ?? 0);
    const arrays = arraysIn(open);
    const first = arrays.find((array) => inLinkBefore.has(array));
    const inLink = border?.inLink ?? inLinkBefore.get(first) ?? inLinkAfter;
    const inRawBlock = border?.inRawBlock ?? false;
    const keptTexts = this.#keptTexts(arrays, cut);
    const keptDefines = this.#keptDefines(open, cut);
    return { raws, texts, start, inLink, inRawBlock, keptTexts, keptDefines };
  }

  #keptTexts(open: readonly unknown[], cut: Cut | undefined): Cut['keptTexts'] {
    const before = cut?.keptTexts ?? [];
    if (this.#lexed.texts.length === 0) return before;
    const arrays = new Set(open);
    return [...before, ...this.#lexed.texts.filter((text) => !arrays.has(this.#arrayOf(text)))];
  }

  /** The tokens of a text as they were lexed now. */
  #arrayOf(text: ReferringText): unknown {
    return text.isJoined ? this.#done?.leafTokens : text.tokens;
  }

  #keptDefines(open: readonly Token[], cut: Cut | undefined): Cut['keptDefines'] {
    const before = cut?.keptDefines ?? [];
    if (this.#lexed.defines.length === 0) return before;
    const labels = new Set<unknown>();
    collectLabels(open, labels);
    // The first definition of a label counts.
    const isKept = (label: string) => this.#keptLabels.has(label) || !labels.has(label);
    return [...before, ...this.#lexed.defines.filter(isKept)];
  }
}
