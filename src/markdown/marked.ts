import { Lexer } from 'marked';
import type { Marked, MarkedExtension, MarkedOptions, Token, TokensList } from 'marked';
import { findMarksEnd, nothingBefore, plainText } from './plain-text.ts';

export type { Lexer, Links, MarkedExtension, Token, TokenizerExtension, Tokens } from 'marked';

/** Extensions of the user: a list, or an instance of `Marked` with them in it. */
export type MarkdownExtensions = readonly MarkedExtension[] | Pick<Marked, 'defaults'>;

/**
 * Creates a lexer of its own: marked's tokenizers keep a pointer to the lexer that runs, so two
 * documents never share one. GFM is on.
 */
export function createLexer(extensions: MarkdownExtensions = []): CappedLexer {
  if ('defaults' in extensions) return new CappedLexer({ ...extensions.defaults });
  const lexer = new CappedLexer(optionsOf(extensions));
  const { tokenizer } = lexer.options;
  for (const pack of extensions) if (tokenizer) override(tokenizer, pack.tokenizer);
  return lexer;
}

/** Puts together what a lexer reads of extensions. `Marked` does the same and brings all that renders HTML. */
function optionsOf(packs: readonly MarkedExtension[]): MarkedOptions {
  const lists: NonNullable<MarkedOptions['extensions']> = { renderers: {}, childTokens: {} };
  for (const extension of packs.flatMap(({ extensions }) => extensions ?? [])) {
    if (!('tokenizer' in extension)) continue;
    const { level, start, tokenizer } = extension;
    (lists[level] ??= []).unshift(tokenizer);
    if (start) (lists[level === 'block' ? 'startBlock' : 'startInline'] ??= []).push(start);
  }
  const maskers = packs.map(({ hooks }) => hooks as Partial<Masker> | undefined).filter(hasMask);
  const emStrongMask = (text: string) =>
    maskers.reduceRight((masked, hooks) => hooks.emStrongMask(masked), text);
  return {
    gfm: true,
    ...Object.assign({}, ...packs),
    extensions: lists,
    hooks: maskers.length > 0 ? { emStrongMask } : null,
    tokenizer: null,
  };
}

/** The only hook that lexers have: it hides text in which no emphasis is looked for. */
interface Masker {
  emStrongMask(text: string): string;
}

function hasMask(hooks: Partial<Masker> | undefined): hooks is Masker {
  return hooks?.emStrongMask !== undefined;
}

type Method = (...args: unknown[]) => unknown;

/** Lets methods stand in for those of a tokenizer; `false` from one means that it is none of its business. */
function override(tokenizer: object, methods: MarkedExtension['tokenizer']): void {
  for (const [name, own] of Object.entries<unknown>({ ...methods }) as [string, Method][]) {
    const before = Reflect.get(tokenizer, name) as Method;
    Reflect.set(tokenizer, name, (...args: unknown[]) => {
      const token = own.apply(tokenizer, args);
      return token === false ? before.apply(tokenizer, args) : token;
    });
  }
}

/** Blocks in blocks, and inline elements in inline elements, deeper than this are text: no stack overflows. */
const deepest = 50;

/** The type of a token for text that some extension could not lex: its `error` is thrown when it is shown. */
export const failed = 'rv-failed';

/**
 * marked's lexer with bounds: what is nested too deep or made to be slow stays text, and an
 * exception of an extension costs one block.
 */
export class CappedLexer extends Lexer {
  /** What was lexed before of the inline text that is lexed next. */
  before = nothingBefore;
  #blocks = 0;
  #inlines = 0;

  override blockTokens(src: string, tokens: Token[] = [], isCut?: boolean): TokensList {
    if (this.#blocks > deepest) {
      const plain = [plainText(src)];
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: plain, isCapped: true });
      return tokens as TokensList;
    }
    // marked 18.2.1 throws at a lazy line behind a list in a quote in an item (`- a\n  > 2. b\n  c`): the
    // list asks for the token before it and gets the one before the quote. A quote, which alone passes
    // `isCut`, has none. Mended here, it is mended under a tokenizer of the user as well.
    if (isCut) delete this.state.lastToken;
    const depth = this.#blocks;
    const count = tokens.length;
    this.#blocks += 1;
    try {
      super.blockTokens(src, tokens, isCut);
    } catch (error) {
      if (depth > 0) throw error;
      this.#blocks = 0;
      this.state.top = true;
      const done = tokens.slice(count).reduce((length, { raw }) => length + raw.length, 0);
      const rest = src.slice(done);
      const end = rest.search(/\S[^\n]*\n[ \t]*(?:\n|$)/);
      const raw = end < 0 ? rest : rest.slice(0, rest.indexOf('\n', end) + 1);
      tokens.push({ type: failed, raw, error });
      if (raw.length < rest.length) this.blockTokens(rest.slice(raw.length), tokens, isCut);
    } finally {
      this.#blocks = depth;
    }
    return tokens as TokensList;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const depth = this.#inlines;
    const end = this.#marksEnd(src);
    this.#inlines += 1;
    try {
      if (end > 0) super.inlineTokens(src.slice(0, end), tokens);
      if (end < src.length) tokens.push(plainText(src.slice(end)));
      return tokens;
    } catch (error) {
      if (depth > 0) throw error;
      tokens.push({ type: failed, raw: src, error });
      return tokens;
    } finally {
      this.#inlines = depth;
    }
  }

  #marksEnd(src: string): number {
    if (this.#inlines === 0) return findMarksEnd(src, this.before);
    return this.#inlines > deepest ? 0 : src.length;
  }
}

/** One entry of marked's list of inline texts that wait to be lexed. */
export interface InlineText {
  src: string;
  tokens: Token[];
}

/** Puts extensions of the kit under those of the user, whose instance stays as it is. */
export function joinExtensions(
  ours: readonly MarkedExtension[],
  theirs: MarkdownExtensions = [],
): MarkdownExtensions {
  if (!('defaults' in theirs)) return [...ours, ...theirs];
  const { extensions: added, hooks: mask } = optionsOf(ours);
  const { extensions, hooks = mask } = theirs.defaults;
  const levels = ['inline', 'block', 'startInline', 'startBlock'] as const;
  const lists = levels.map((level) => [
    level,
    [...(extensions?.[level] ?? []), ...(added?.[level] ?? [])],
  ]);
  return {
    defaults: {
      ...theirs.defaults,
      hooks: hooks ?? null,
      extensions: { renderers: {}, childTokens: {}, ...Object.fromEntries(lists) },
    },
  };
}
