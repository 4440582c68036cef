import { Definitions, pendingHref } from './definitions.ts';
import { createLexer } from './marked.ts';
import type { InlineText, Lexer, MarkdownExtensions, Token } from './marked.ts';

/** An inline text that looks up definitions: all that is needed to lex it again. */
export interface ReferringText extends InlineText {
  /** What stood in `tokens` before the text was lexed: a task's box. */
  readonly before: readonly Token[];
  /** The labels that it looks up, defined or not. */
  readonly reads: ReadonlySet<string>;
  /** Whether an inline `<a>` is open before and after: bare URLs are plain text there. */
  readonly inLink: boolean;
  readonly inLinkAfter: boolean;
}

/** A top-level token and what it has to do with other blocks. */
export interface LexedBlock {
  readonly token: Token;
  readonly texts: readonly ReferringText[];
  /** Labels that it defines. */
  readonly defines: readonly string[];
  readonly inLinkAfter: boolean;
  /** Whether an inline `<a>` is open after any of its texts. */
  readonly opensLink: boolean;
}

/** Runs marked's block and inline lexing apart, so that each text is lexed when its links are known. */
export class DocumentLexer {
  readonly definitions = new Definitions();
  readonly #lexer: Lexer;
  #opensLink = false;
  /** Characters handed to marked so far. */
  lexedCharacters = 0;

  constructor(extensions?: MarkdownExtensions) {
    this.#lexer = createLexer(extensions);
    this.#lexer.tokens.links = this.definitions.links;
  }

  /** Lexes `source`; the labels in `forget` come from an older lexing of the same text. */
  lexBlocks(
    source: string,
    forget: readonly string[],
    inLink: boolean,
  ): { blocks: LexedBlock[]; changed: string[] } {
    const tokens: Token[] = [];
    const ends: number[] = [];
    const defines = new Map<number, string[]>();
    // marked pushes a block after it has queued the block's inline texts.
    tokens.push = (...added) => {
      ends.push(this.#lexer.inlineQueue.length);
      return Array.prototype.push.apply(tokens, added);
    };
    this.lexedCharacters += source.length;
    const changed = this.definitions.redefine(
      forget,
      () => this.#lexer.blockTokens(source, tokens),
      (label) => defines.set(tokens.length, [...(defines.get(tokens.length) ?? []), label]),
    );
    const queue = this.#lexer.inlineQueue;
    this.#lexer.inlineQueue = [];
    this.#lexer.state.inLink = inLink;
    const blocks = tokens.map((token, index) => ({
      token,
      texts: this.#lexTexts(queue.slice(ends[index - 1] ?? 0, ends[index])),
      defines: defines.get(index) ?? [],
      inLinkAfter: this.#lexer.state.inLink,
      opensLink: this.#opensLink,
    }));
    return { blocks, changed };
  }

  /** Lexes the texts in place and returns those that depend on definitions. */
  #lexTexts(texts: readonly InlineText[]): ReferringText[] {
    const referring: ReferringText[] = [];
    this.#opensLink = false;
    for (const { src, tokens } of texts) {
      const before = [...tokens];
      const { inLink } = this.#lexer.state;
      const reads = this.definitions.readsOf(() => this.#lexInto(src, tokens));
      const inLinkAfter = this.#lexer.state.inLink;
      this.#opensLink ||= inLinkAfter;
      if (reads.size > 0) referring.push({ src, tokens, before, reads, inLink, inLinkAfter });
    }
    return referring;
  }

  #lexInto(text: string, tokens: Token[]): void {
    this.lexedCharacters += text.length;
    // An inline <pre> or <code> left open ends with the block that holds it.
    this.#lexer.state.inRawBlock = false;
    this.#lexer.inlineTokens(text, tokens);
  }

  /** Lexes a text again, into new tokens, with the definitions of today. */
  relex({ src, before, inLink }: ReferringText): ReferringText {
    const tokens = [...before];
    this.#lexer.state.inLink = inLink;
    const reads = this.definitions.readsOf(() => this.#lexInto(src, tokens));
    return { src, tokens, before, reads, inLink, inLinkAfter: this.#lexer.state.inLink };
  }

  /** Lexes text for display: a reference is a pending link until its definition arrives. */
  readonly lexInline = (text: string, inLink = false, before: readonly Token[] = []): Token[] => {
    const tokens = [...before];
    this.#lexer.state.inLink = inLink;
    this.definitions.expecting(text, () => this.#lexInto(text, tokens));
    return markPending(tokens);
  };
}

function markPending(tokens: Token[]): Token[] {
  return tokens.map((token) => {
    const children = 'tokens' in token ? (token.tokens as Token[] | undefined) : undefined;
    const marked = children ? { ...token, tokens: markPending(children) } : token;
    const isPending = 'href' in token && token.href === pendingHref;
    return isPending ? { ...marked, href: '', isPending } : marked;
  });
}

/** Replaces arrays in a tree of tokens; what holds none of them keeps its identity. */
export function replaceIn<T>(value: T, replacements: ReadonlyMap<unknown, unknown>): T {
  if (typeof value !== 'object' || value === null) return value;
  if (replacements.has(value)) return replacements.get(value) as T;
  let isChanged = false;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const fresh = replaceIn(item, replacements);
    isChanged ||= fresh !== item;
    return [key, fresh] as const;
  });
  if (!isChanged) return value;
  return (
    Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
  ) as T;
}
