import type { Block, BlockGroup } from '../syntax/block.ts';
import { findCheckpoint } from '../syntax/checkpoint.ts';
import { DocumentLexer, replaceIn } from '../syntax/document-lexer.ts';
import type { DocumentLexerOptions, LexedBlock, ReferringText } from '../syntax/document-lexer.ts';
import type { Token } from '../syntax/marked.ts';
import type { OpenBlock } from '../resume/open-block.ts';

/** Options of the block parser. */
export interface BlockParserOptions extends DocumentLexerOptions {
  /** Blocks in a group. @default 32 */
  readonly groupSize?: number | undefined;
}

/**
 * Finds the machine that goes on with a block of this many characters from what is settled of it;
 * undefined to lex the block as a whole, which gives the same tree.
 */
export type FindOpenBlock = (length: number) => typeof OpenBlock | undefined;

/** A block of the tail with what is needed to settle it. */
type Entry = LexedBlock & { block: Block };

/** A closed block that refers to definitions that may still come. */
interface Waiting {
  block: Block;
  texts: readonly ReferringText[];
}

/**
 * Parses a growing text into marked's top-level blocks.
 *
 *     closed blocks, in groups │ checkpoint │ tail: the blocks that appended text can still change
 *
 * After any pieces the tokens equal those of `marked.lexer` for the whole text. A push lexes the
 * tail and nothing before it, of a long list or table only the last part; a definition that arrives
 * late renews only the closed blocks that refer to it.
 */
export class TailParser {
  readonly #lexer: DocumentLexer;
  readonly #findOpenBlock: FindOpenBlock;
  readonly #groupSize: number;
  #tail = '';
  #endsWithReturn = false;
  #entries: readonly Entry[] = [];
  /** The first block of the tail, while what is settled of it is kept. */
  #open: OpenBlock | undefined;
  #groups: BlockGroup[] = [];
  #closedCount = 0;
  /** Whether the closed blocks leave an inline `<a>` open. */
  #inLink = false;
  readonly #waiting = new Map<number, Waiting>();
  readonly #settledLabels = new Set<string>();

  constructor(options: BlockParserOptions, findOpenBlock: FindOpenBlock) {
    this.#findOpenBlock = findOpenBlock;
    this.#lexer = new DocumentLexer(options);
    this.#groupSize = options.groupSize ?? 32;
  }

  /** The closed blocks; only the last group can still grow. */
  get groups(): readonly BlockGroup[] {
    return this.#groups;
  }

  /** The blocks that appended text can still change: seldom more than two and a blank line. */
  get open(): readonly Block[] {
    return this.#entries.map((entry) => entry.block);
  }

  /** All blocks in their groups, the open ones too: what a view renders without moving a block. */
  get pages(): readonly BlockGroup[] {
    const pages = [...this.#groups];
    for (const { block } of this.#entries) {
      const id = Math.floor(block.id / this.#groupSize);
      pages[id] = { id, blocks: [...(pages[id]?.blocks ?? []), block] };
    }
    return pages;
  }

  /** Characters handed to marked so far: the measure of work. */
  get lexedCharacters(): number {
    return this.#lexer.lexedCharacters;
  }

  /** Appends a piece of text, cut anywhere; after `flush` it opens the last block again. */
  push(text: string): void {
    const appended = this.#normalize(text);
    if (appended === '') return;
    this.#tail += appended;
    if (!this.#goOn(appended)) this.#lexTail();
    this.#settle();
  }

  /** Says that the text is complete: no block is open and none waits for a definition. */
  flush(): void {
    this.#entries = this.#entries.map((entry) => ({ ...entry, block: closed(entry.block) }));
    for (const { block } of this.#waiting.values()) {
      if (block.display) this.#replaceBlock(closed(block));
    }
  }

  /** A carriage return is a line feed at once; the line feed of a CRLF that was cut comes too late. */
  #normalize(text: string): string {
    const rest = this.#endsWithReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#endsWithReturn = text.endsWith('\r');
    return rest.includes('\r') ? rest.replace(/\r\n|\r/g, '\n') : rest;
  }

  /** Goes on with the first block of the tail from what is settled of it. */
  #goOn(appended: string): boolean {
    const forget = this.#entries.flatMap((entry) => entry.defines);
    const continued = this.#open?.append(appended, forget, this.#tail, this.#entries);
    if (!continued) return false;
    this.#entries = this.#toEntries(continued.blocks, continued.changed.length === 0);
    this.#renew(continued.changed);
    return true;
  }

  #lexTail(): void {
    const forget = this.#entries.flatMap((entry) => entry.defines);
    const kept = this.#open?.keptDefines ?? [];
    const lexed = this.#lexer.lexBlocks(this.#tail, [...forget, ...kept], this.#inLink);
    const isOne = lexed.blocks.slice(1).every(({ token }) => token.type === 'space');
    const Open = isOne ? this.#findOpenBlock(this.#tail.length) : undefined;
    this.#open = Open && new Open(this.#lexer, this.#tail, lexed);
    this.#entries = this.#toEntries(lexed.blocks, lexed.changed.length === 0);
    this.#renew(lexed.changed);
  }

  #toEntries(blocks: readonly LexedBlock[], canKeep = false): Entry[] {
    let start = 0;
    return blocks.map((lexed, index) => {
      const { token } = lexed;
      const id = this.#closedCount + index;
      const from = start;
      start += token.raw.length;
      const isOpen = isGrowing(blocks, index);
      const old = this.#entries[index];
      const canStay = canKeep && old && !isOpen && !old.block.isOpen;
      if (canStay && isEqual(old.token, token)) return old;
      const raw = isOpen ? this.#tail.slice(from) : token.raw;
      const { lexInline } = this.#lexer;
      const block = { id, raw, token, isOpen, ...(isOpen && { lexInline }) };
      return { ...lexed, block: this.#withDisplay(block, this.#textsOf(lexed, index)) };
    });
  }

  /** The texts of a block of the tail that look up definitions, those that are kept first. */
  #textsOf({ texts }: LexedBlock, index: number): readonly ReferringText[] {
    const kept = index === 0 ? (this.#open?.keptTexts ?? []) : [];
    return kept.length === 0 ? texts : [...new Set([...kept, ...texts])];
  }

  /** Moves the blocks before the checkpoint into groups. */
  #settle(): void {
    const tokens = this.#entries.map((entry) => entry.token);
    const count = findCheckpoint(tokens, this.#tail);
    for (const [index, entry] of this.#entries.slice(0, count).entries()) {
      this.#tail = this.#tail.slice(entry.token.raw.length);
      this.#inLink = entry.inLinkAfter;
      const defines = index === 0 ? (this.#open?.keptDefines ?? []) : [];
      this.#close(entry.block, this.#textsOf(entry, index), [...defines, ...entry.defines]);
    }
    if (count > 0) this.#open = undefined;
    this.#entries = this.#entries.slice(count);
  }

  #close(block: Block, texts: readonly ReferringText[], defines: readonly string[]): void {
    for (const label of defines) this.#settledLabels.add(label);
    for (const { src } of texts) this.#lexer.definitions.learn(src);
    const waiting = texts.filter(({ reads }) =>
      [...reads].some((label) => !this.#settledLabels.has(label)),
    );
    if (waiting.length > 0) this.#waiting.set(block.id, { block, texts: waiting });
    const group = this.#groups.at(-1);
    if (group && group.blocks.length < this.#groupSize) {
      this.#groups = this.#groups.with(group.id, {
        id: group.id,
        blocks: [...group.blocks, block],
      });
    } else {
      this.#groups = [...this.#groups, { id: this.#groups.length, blocks: [block] }];
    }
    this.#closedCount++;
  }

  /** Adds how the block shows as long as definitions that it refers to may still come. */
  #withDisplay(block: Block, texts: readonly ReferringText[]): Block {
    const shown = new Map<unknown, Token[]>();
    for (const text of texts) {
      // The end of an open text is completed for display, so it is lexed there.
      const tokens = block.isOpen && text.isGrowing ? undefined : this.#lexer.display(text);
      if (tokens) shown.set(text.tokens, tokens);
    }
    if (shown.size === 0) return block;
    return { ...block, display: this.#lexer.replace(block.token, shown) };
  }

  /** Lexes those texts of closed blocks again that refer to a definition that changed. */
  #renew(changed: readonly string[]): void {
    if (changed.length === 0) return;
    for (const waiting of this.#waiting.values()) {
      const isStale = ({ reads }: ReferringText) => changed.some((label) => reads.has(label));
      if (!waiting.texts.some(isStale)) continue;
      const renewed = new Map<unknown, Token[]>();
      const texts = waiting.texts.map((text) => {
        if (!isStale(text)) return text;
        const fresh = this.#lexer.relex(text);
        renewed.set(text.tokens, fresh.tokens);
        return fresh;
      });
      if (texts.some((text, at) => text.inLinkAfter !== waiting.texts[at]?.inLinkAfter)) {
        return this.#restart();
      }
      waiting.texts = texts;
      const block = closed(waiting.block);
      const token = replaceIn(block.token, renewed);
      waiting.block = this.#withDisplay({ ...block, token }, texts);
      this.#replaceBlock(waiting.block);
    }
  }

  #replaceBlock(block: Block): void {
    const at = Math.floor(block.id / this.#groupSize);
    const group = this.#groups[at];
    if (!group) return;
    const blocks = group.blocks.with(block.id % this.#groupSize, block);
    this.#groups = this.#groups.with(at, { id: group.id, blocks });
  }

  /** Lexes the whole text anew: a definition took an `<a>` in or out that all later blocks see. */
  #restart(): void {
    const raws = this.#groups.flatMap((group) => group.blocks.map((block) => block.raw));
    this.#tail = raws.join('') + this.#tail;
    this.#groups = [];
    this.#closedCount = 0;
    this.#inLink = false;
    this.#waiting.clear();
    this.#entries = [];
    this.#open = undefined;
    this.#settledLabels.clear();
    this.#lexer.definitions.forget();
    this.#lexTail();
  }
}

function closed({ id, raw, token, isOpen }: Block): Block {
  return { id, raw: isOpen ? token.raw : raw, token, isOpen: false };
}

/** Whether the next character may go into block `index`: nothing but blanks of its line follow. */
function isGrowing(blocks: readonly LexedBlock[], index: number): boolean {
  if (index !== blocks.findLastIndex(({ token }) => token.type !== 'space')) return false;
  const { endsWithBreak } = blocks[index] ?? {};
  const rest = blocks.slice(index + 1);
  if (rest.length === 0) return true;
  const blanks = rest.map((each) => each.token.raw).join('');
  return !/\n[ \t]*\n/.test((endsWithBreak ? '\n' : '') + blanks);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b || typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b;
  const [left, right] = [Object.entries(a), Object.values(b)];
  return left.length === right.length && left.every(([, value], at) => isEqual(value, right[at]));
}
