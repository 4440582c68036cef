import type { Block, BlockGroup } from './block.ts';
import { findCheckpoint } from './checkpoint.ts';
import { Definitions } from './definitions.ts';
import { createLexer } from './marked.ts';
import type { InlineText, Lexer, Links, MarkdownExtensions, Token } from './marked.ts';

/** Options of the block parser. */
export interface BlockParserOptions {
  /** Extensions of marked, as a list or as an instance. */
  readonly extensions?: MarkdownExtensions | undefined;
  /** Blocks in a group. @default 32 */
  readonly groupSize?: number | undefined;
}

/** A block of the tail with what is needed to settle it or to lex its inline text again. */
interface Entry {
  block: Block;
  inlineTexts: readonly (InlineText & { before: readonly Token[] })[];
  /** Labels that its inline text looks up. */
  reads: ReadonlySet<string>;
  /** Labels that it defines. */
  readonly defines: string[];
  /** An inline `<a>` left open suppresses bare URLs in the blocks after it. */
  readonly inLinkBefore: boolean;
  inLinkAfter: boolean;
}

/**
 * Parses a growing text into marked's top-level blocks.
 *
 *     closed blocks, in groups │ checkpoint │ tail: the blocks that appended text can still change
 *
 * After any pieces the tokens equal those of `marked.lexer` for the whole text. A push lexes the
 * tail and nothing before it; a definition that arrives late renews only the closed blocks that
 * refer to it.
 */
export class BlockParser {
  readonly #lexer: Lexer;
  readonly #definitions = new Definitions();
  readonly #groupSize: number;
  #tail = '';
  #endsWithReturn = false;
  #isFlushed = false;
  #entries: Entry[] = [];
  #groups: BlockGroup[] = [];
  #closedCount = 0;
  #inLink = false;
  /** Closed blocks that look up a label without a settled definition. */
  readonly #waiting = new Map<number, Entry>();
  readonly #settledLabels = new Set<string>();
  #lexedCharacters = 0;

  constructor(options: BlockParserOptions = {}) {
    this.#lexer = createLexer(options.extensions);
    this.#lexer.tokens.links = this.#definitions.links;
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

  /** The definitions of links so far, by normalised label. */
  get links(): Links {
    return this.#definitions.links;
  }

  /** Characters handed to marked so far: the measure of work. */
  get lexedCharacters(): number {
    return this.#lexedCharacters;
  }

  /** Appends a piece of text, cut anywhere. */
  push(text: string): void {
    const appended = this.#normalize(text);
    if (appended === '' && !this.#isFlushed) return;
    this.#isFlushed = false;
    this.#tail += appended;
    this.#lexTail();
    this.#settle();
  }

  /** Says that the text is complete: no block is open any more. */
  flush(): void {
    this.#isFlushed = true;
    for (const entry of this.#entries) {
      if (entry.block.isOpen) entry.block = closed(entry.block);
    }
  }

  /** A carriage return is a line feed at once; the line feed of a CRLF that was cut comes too late. */
  #normalize(text: string): string {
    const rest = this.#endsWithReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#endsWithReturn = text.endsWith('\r');
    return rest.includes('\r') ? rest.replace(/\r\n|\r/g, '\n') : rest;
  }

  #lexTail(): void {
    const before = this.#entries;
    const tokens: Token[] = [];
    const ends: number[] = [];
    const defines: [index: number, label: string][] = [];
    // marked pushes a block after it has queued the block's inline texts.
    tokens.push = (...added) => {
      ends.push(this.#lexer.inlineQueue.length);
      return Array.prototype.push.apply(tokens, added);
    };
    const changed = this.#definitions.redefine(
      before.flatMap((entry) => entry.defines),
      () => this.#lexer.blockTokens(this.#tail, tokens),
      (label) => defines.push([tokens.length, label]),
    );
    this.#lexedCharacters += this.#tail.length;
    const queue = this.#lexer.inlineQueue;
    this.#lexer.inlineQueue = [];
    this.#lexer.state.inLink = this.#inLink;
    this.#entries = tokens.map((token, index) =>
      this.#createEntry(
        this.#createBlock(token, index, tokens),
        queue.slice(ends[index - 1] ?? 0, ends[index]),
        defines.filter(([at]) => at === index).map(([, label]) => label),
      ),
    );
    this.#renew(changed);
  }

  #createBlock(token: Token, index: number, tokens: readonly Token[]): Block {
    const id = this.#closedCount + index;
    const isOpen = isGrowing(tokens, index);
    const { raw } = token;
    if (isOpen) return { id, raw, token, isOpen, lexInline: this.#lexInline };
    return { id, raw, token, isOpen };
  }

  #createEntry(block: Block, queue: readonly InlineText[], defines: string[]): Entry {
    const inlineTexts = queue.map(({ src, tokens }) => ({ src, tokens, before: [...tokens] }));
    const inLinkBefore = this.#lexer.state.inLink;
    const reads = this.#definitions.readsOf(() => {
      for (const { src, tokens } of inlineTexts) this.#lexInto(src, tokens);
    });
    return {
      block,
      inlineTexts,
      reads,
      defines,
      inLinkBefore,
      inLinkAfter: this.#lexer.state.inLink,
    };
  }

  #lexInto(text: string, tokens: Token[]): void {
    this.#lexedCharacters += text.length;
    // An inline <pre> or <code> left open ends with the block that holds it.
    this.#lexer.state.inRawBlock = false;
    this.#lexer.inlineTokens(text, tokens);
  }

  readonly #lexInline = (text: string, inLink = false): Token[] => {
    const tokens: Token[] = [];
    const { state } = this.#lexer;
    const outer = state.inLink;
    state.inLink = inLink;
    this.#lexInto(text, tokens);
    state.inLink = outer;
    return tokens;
  };

  /** Moves the blocks before the checkpoint into groups. */
  #settle(): void {
    const count = findCheckpoint(
      this.#entries.map((entry) => entry.block.token),
      this.#tail,
    );
    if (count === 0) return;
    const settled = this.#entries.splice(0, count);
    this.#inLink = settled.at(-1)?.inLinkAfter ?? false;
    for (const entry of settled) {
      this.#tail = this.#tail.slice(entry.block.raw.length);
      this.#close(entry);
    }
  }

  #close(entry: Entry): void {
    const group = this.#groups.at(-1);
    const block = entry.block;
    if (group && group.blocks.length < this.#groupSize) {
      this.#groups = this.#groups.with(-1, { id: group.id, blocks: [...group.blocks, block] });
    } else {
      this.#groups = [...this.#groups, { id: this.#groups.length, blocks: [block] }];
    }
    this.#closedCount++;
    for (const label of entry.defines) this.#settledLabels.add(label);
    const isWaiting = [...entry.reads].some((label) => !this.#settledLabels.has(label));
    if (isWaiting) this.#waiting.set(block.id, entry);
  }

  /** Lexes the inline text of those closed blocks again that refer to a definition that changed. */
  #renew(changed: readonly string[]): void {
    if (changed.length === 0) return;
    for (const [id, entry] of this.#waiting) {
      if (!changed.some((label) => entry.reads.has(label))) continue;
      this.#renewBlock(id, entry);
      if (entry.inLinkAfter !== this.#lexer.state.inLink) return this.#restart();
    }
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
    for (const label of Object.keys(this.links)) Reflect.deleteProperty(this.links, label);
    this.#settledLabels.clear();
    this.#lexTail();
  }

  #renewBlock(id: number, entry: Entry): void {
    const renewed = new Map<unknown, Token[]>();
    this.#lexer.state.inLink = entry.inLinkBefore;
    entry.reads = this.#definitions.readsOf(() => {
      entry.inlineTexts = entry.inlineTexts.map(({ src, tokens, before }) => {
        const fresh = [...before];
        this.#lexInto(src, fresh);
        renewed.set(tokens, fresh);
        return { src, tokens: fresh, before };
      });
    });
    entry.block = { ...entry.block, token: replaceIn(entry.block.token, renewed) };
    const at = Math.floor(id / this.#groupSize);
    const group = this.#groups[at];
    if (!group) return;
    const blocks = group.blocks.with(id % this.#groupSize, entry.block);
    this.#groups = this.#groups.with(at, { id: group.id, blocks });
  }
}

/** Parses a whole text at once; no block is open. */
export function parseBlocks(text: string, options?: BlockParserOptions): BlockParser {
  const parser = new BlockParser(options);
  parser.push(text);
  parser.flush();
  return parser;
}

function closed({ id, raw, token }: Block): Block {
  return { id, raw, token, isOpen: false };
}

/** Whether the next character may go into block `index`: nothing but blanks of its line follow. */
function isGrowing(tokens: readonly Token[], index: number): boolean {
  const rest = tokens.slice(index + 1);
  if (rest.some((token) => token.type !== 'space')) return false;
  const end = (tokens[index]?.raw ?? '').slice(-1) + rest.map((token) => token.raw).join('');
  return tokens[index]?.type !== 'space' && !/\n[ \t]*\n/.test(end);
}

/** Copies a tree of tokens with some of its arrays replaced. */
function replaceIn<T>(value: T, replacements: ReadonlyMap<unknown, unknown>): T {
  if (replacements.has(value)) return replacements.get(value) as T;
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, replacements)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceIn(item as unknown, replacements)]),
  ) as T;
}
