import { Definitions, pendingHref } from './definitions.ts';
import { type CappedLexer, createLexer } from './capped-lexer.ts';
import type { InlineText, MarkdownExtensions, Token } from './marked.ts';
import { type TextBefore, nothingBefore } from './plain-text.ts';

/** What texts are lexed by. */
export interface DocumentLexerOptions {
  /** Extensions of marked, as a list or as an instance. */
  readonly extensions?: MarkdownExtensions | undefined;
  /**
   * All characters that the inline extensions may begin or end with; `[` and `]` go without saying.
   * Without it, and with such extensions, an open paragraph is lexed as a whole at each step.
   */
  readonly inlineMarks?: string | undefined;
  /** Whether a tilde with none beside it is text, so that no later one is its partner. @default false */
  readonly isTildeText?: boolean | undefined;
}

/** An inline text that looks up definitions: all that is needed to lex it again. */
export interface ReferringText extends InlineText {
  /** What stood in `tokens` before the text was lexed: a task's box. */
  readonly before: readonly Token[];
  /** The labels that it looks up, defined or not. */
  readonly reads: ReadonlySet<string>;
  /** Whether an inline `<a>` is open before and after: bare URLs are plain text there. */
  readonly inLink: boolean;
  readonly inLinkAfter: boolean;
  /** Whether it is a long text of which only the end was lexed now. */
  readonly isJoined?: boolean;
  /** Whether it may still grow, so that its end is completed for display. */
  readonly isGrowing?: boolean;
}

/** How inline text goes on whose front is kept. */
export interface Resume {
  /** What stands for the front. */
  readonly neutral: string;
  /** Whether an element whose text is raw is open there. */
  readonly inRawBlock: boolean;
  /** How much the front is. */
  readonly before: TextBefore;
  /** What is put in front of the text, and taken off the token at `index` again. */
  readonly bridge: string;
  readonly cutBridge: (tokens: Token[], index: number, bridge: string) => void;
}

/** What the lexing of a source gave. */
export interface LexedBlocks {
  readonly blocks: LexedBlock[];
  /** Labels whose meaning is another one now. */
  readonly changed: string[];
  /** Takes the definitions back. */
  readonly undo: () => void;
  /** Whether an inline `<a>` is open before each text, by its tokens. */
  readonly inLinkBefore: ReadonlyMap<unknown, boolean>;
}

/** A top-level token and what it has to do with other blocks. */
export interface LexedBlock {
  readonly token: Token;
  readonly texts: readonly ReferringText[];
  /** Labels that it defines. */
  readonly defines: readonly string[];
  readonly inLinkAfter: boolean;
  readonly endsWithBreak: boolean;
}

/** Runs marked's block and inline lexing apart, so that each text is lexed when its links are known. */
export class DocumentLexer {
  readonly definitions = new Definitions();
  /** The lexer of marked. */
  readonly marked: CappedLexer;
  #known = createDisplays(0);
  /** Characters handed to marked so far. */
  lexedCharacters = 0;

  /** Characters at which inline extensions begin or end; undefined when that is not known. */
  readonly inlineMarks: string | undefined;
  /** Whether a tilde with none beside it is text. */
  readonly isTildeText: boolean;

  constructor({ extensions, inlineMarks, isTildeText = false }: DocumentLexerOptions) {
    this.isTildeText = isTildeText;
    this.marked = createLexer(extensions);
    const { extensions: added, hooks } = this.marked.options;
    const isPlain = !added?.inline?.length && !added?.startInline?.length && !hooks?.emStrongMask;
    this.inlineMarks = isPlain ? (inlineMarks ?? '') : inlineMarks;
    this.marked.tokens.links = this.definitions.links;
  }

  /** Lexes `source`; the labels in `forget` come from an older lexing of the same text. */
  lexBlocks(
    source: string,
    forget: readonly string[],
    inLink: boolean,
    resume?: Resume,
  ): LexedBlocks {
    const tokens: Token[] = [];
    const ends: number[] = [];
    const defines = new Map<number, string[]>();
    // marked pushes a block after it has queued the block's inline texts.
    tokens.push = (...added) => {
      ends.push(this.marked.inlineQueue.length);
      return Array.prototype.push.apply(tokens, added);
    };
    this.lexedCharacters += source.length;
    const { changed, undo } = this.definitions.redefine(
      forget,
      () => this.marked.blockTokens(source, tokens),
      (label) => defines.set(tokens.length, [...(defines.get(tokens.length) ?? []), label]),
    );
    const queue = this.marked.inlineQueue;
    this.marked.inlineQueue = [];
    this.marked.state.inLink = inLink;
    const inLinkBefore = new Map<unknown, boolean>();
    const blocks = tokens.map((token, index) => ({
      token,
      texts: this.#lexTexts(queue.slice(ends[index - 1] ?? 0, ends[index]), inLinkBefore, resume),
      defines: defines.get(index) ?? [],
      inLinkAfter: this.marked.state.inLink,
      endsWithBreak: token.raw.endsWith('\n'),
    }));
    return { blocks, changed, undo, inLinkBefore };
  }

  /** Lexes the texts in place and returns those that depend on definitions. */
  #lexTexts(
    texts: readonly InlineText[],
    inLinkBefore: Map<unknown, boolean>,
    resume: Resume | undefined,
  ): ReferringText[] {
    const referring: ReferringText[] = [];
    for (const { src: whole, tokens } of texts) {
      const isResumed = resume && whole.startsWith(resume.neutral);
      const src = isResumed ? whole.slice(resume.neutral.length) : whole;
      const before = [...tokens];
      const { inLink } = this.marked.state;
      inLinkBefore.set(tokens, inLink);
      const front = isResumed ? resume : undefined;
      const reads = this.definitions.readsOf(() => this.#lexInto(src, tokens, front));
      const inLinkAfter = this.marked.state.inLink;
      if (reads.size > 0) referring.push({ src, tokens, before, reads, inLink, inLinkAfter });
    }
    return referring;
  }

  #lexInto(text: string, tokens: Token[], front?: Resume): void {
    this.lexedCharacters += text.length;
    // An inline <pre> or <code> left open ends with the block that holds it.
    this.marked.state.inRawBlock = front?.inRawBlock ?? false;
    this.marked.before = front?.before ?? nothingBefore;
    const count = tokens.length;
    this.marked.inlineTokens((front?.bridge ?? '') + text, tokens);
    front?.cutBridge(tokens, count, front.bridge);
    this.marked.before = nothingBefore;
  }

  /** Lexes a text again, into new tokens, with the definitions of today. */
  relex({ src, before, inLink }: ReferringText): ReferringText {
    const tokens = [...before];
    this.marked.state.inLink = inLink;
    const reads = this.definitions.readsOf(() => this.#lexInto(src, tokens));
    return { src, tokens, before, reads, inLink, inLinkAfter: this.marked.state.inLink };
  }

  /** Lexes text for display if it refers to definitions that may still come. */
  lexPending(text: string, inLink: boolean): Token[] | undefined {
    return this.definitions.isPending(text) ? this.lexInline(text, inLink) : undefined;
  }

  /** What a text shows as while definitions may still come; undefined when that is what it is. */
  display(text: ReferringText): Token[] | undefined {
    const { shown } = this.#displays();
    const isPending = !shown.has(text) && this.definitions.isPending(text.src, text.reads);
    if (isPending) shown.set(text, this.lexInline(text.src, text.inLink, text.before));
    return shown.get(text);
  }

  /** Puts what the texts in a token show as into it; what did not change since is not looked at. */
  replace(token: Token, shown: ReadonlyMap<unknown, Token[]>): Token {
    return replaceIn(token, shown, this.#displays().replaced);
  }

  #displays() {
    const { version } = this.definitions;
    if (this.#known.version !== version) this.#known = createDisplays(version);
    return this.#known;
  }

  /** Lexes text for display: a reference is a pending link until its definition arrives. */
  readonly lexInline = (text: string, inLink = false, before: readonly Token[] = []): Token[] => {
    const tokens = [...before];
    this.marked.state.inLink = inLink;
    this.definitions.expecting(text, () => this.#lexInto(text, tokens));
    return markPending(tokens);
  };
}

/** What is known of how texts and tokens show; it holds until a definition changes. */
function createDisplays(version: number) {
  return {
    version,
    shown: new WeakMap<ReferringText, Token[]>(),
    replaced: new WeakMap<object, unknown>(),
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

/**
 * Replaces arrays in a tree of tokens; what holds none of them keeps its identity. What is `known` of
 * parts of the tree is used and added to.
 */
export function replaceIn<T>(
  value: T,
  replacements: ReadonlyMap<unknown, unknown>,
  known?: WeakMap<object, unknown>,
): T {
  if (typeof value !== 'object' || value === null) return value;
  const replaced = replacements.get(value) ?? known?.get(value);
  if (replaced !== undefined) return replaced as T;
  let isChanged = false;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const fresh = replaceIn(item, replacements, known);
    isChanged ||= fresh !== item;
    return [key, fresh] as const;
  });
  const list = Array.isArray(value);
  const copy = list ? entries.map(([, item]) => item) : Object.fromEntries(entries);
  const result = (isChanged ? copy : value) as T;
  known?.set(value, result);
  return result;
}
