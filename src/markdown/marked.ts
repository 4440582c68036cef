import { Lexer, Marked } from 'marked';
import type { MarkedExtension, Token } from 'marked';

export type { Lexer, Links, MarkedExtension, Token, TokenizerExtension, Tokens } from 'marked';

/** Extensions of the user: a list for a private instance of marked, or an instance with them in it. */
export type MarkdownExtensions = readonly MarkedExtension[] | Marked;

/**
 * marked 18.2.1 throws at a lazy line behind a list in a quote in an item (`- a\n  > 2. b\n  c`): the
 * list asks for the token before it and gets the one before the quote. A quote has none.
 */
const mended: MarkedExtension = {
  tokenizer: {
    blockquote(source) {
      if (/^ {0,3}>/.test(source)) delete this.lexer.state.lastToken;
      return false;
    },
  },
};

/**
 * Creates a lexer of its own: marked's tokenizers keep a pointer to the lexer that runs, so two
 * documents never share one. GFM is on.
 */
export function createLexer(extensions: MarkdownExtensions = []): Lexer {
  const marked = extensions instanceof Marked ? extensions : new Marked(mended, ...extensions);
  return new Lexer({ ...marked.defaults });
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
  if (!(theirs instanceof Marked)) return [...ours, ...theirs];
  const joined = new Marked(...ours);
  const { extensions: added, hooks: mask } = joined.defaults;
  const { extensions, hooks = mask } = theirs.defaults;
  const levels = ['inline', 'block', 'startInline', 'startBlock'] as const;
  const lists = levels.map((level) => [
    level,
    [...(extensions?.[level] ?? []), ...(added?.[level] ?? [])],
  ]);
  joined.defaults = {
    ...theirs.defaults,
    hooks: hooks ?? null,
    extensions: { renderers: {}, childTokens: {}, ...Object.fromEntries(lists) },
  };
  return joined;
}
