import { optionsOf, override } from './lexer-options.ts';
import { Lexer } from './marked.ts';
import type { MarkdownExtensions, Token, TokensList } from './marked.ts';
import { findMarksEnd, nothingBefore, plainText } from './plain-text.ts';

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
