import { Lexer, Marked } from 'marked';
import type { MarkedExtension, Token, TokensList } from 'marked';

export type { Lexer, Links, MarkedExtension, Token, TokenizerExtension, Tokens } from 'marked';

/** Extensions of the user: a list for a private instance of marked, or an instance with them in it. */
export type MarkdownExtensions = readonly MarkedExtension[] | Marked;

/**
 * Creates a lexer of its own: marked's tokenizers keep a pointer to the lexer that runs, so two
 * documents never share one. GFM is on.
 */
export function createLexer(extensions: MarkdownExtensions = []): Lexer {
  const marked = extensions instanceof Marked ? extensions : new Marked(...extensions);
  return new CappedLexer({ ...marked.defaults });
}

/** Blocks in blocks, and inline elements in inline elements, deeper than this are text: no stack overflows. */
const deepest = 50;
/** Inline text with more marks than this, dense enough, is text: no parser of such text is linear. */
const mostMarks = 4000;

/** The type of a token for text that some extension could not lex: its `error` is thrown when it is shown. */
export const failed = 'rv-failed';

/**
 * marked's lexer with bounds: what is nested too deep or made to be slow stays text, and an
 * exception of an extension costs one block.
 */
class CappedLexer extends Lexer {
  #blocks = 0;
  #inlines = 0;

  override blockTokens(src: string, tokens: Token[] = [], isCut?: boolean): TokensList {
    if (this.#blocks > deepest) {
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: [plainText(src)] });
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
    if (depth > deepest || (depth === 0 && isMostlyMarks(src))) {
      tokens.push(plainText(src));
      return tokens;
    }
    this.#inlines += 1;
    try {
      return super.inlineTokens(src, tokens);
    } catch (error) {
      if (depth > 0) throw error;
      tokens.push({ type: failed, raw: src, error });
      return tokens;
    } finally {
      this.#inlines = depth;
    }
  }
}

/**
 * Tells whether more than a fifth of a long text are marks that lexers look for partners of. It judges
 * what it is given: of such a text, a front that was settled before may keep its marks.
 */
function isMostlyMarks(text: string): boolean {
  if (text.length < mostMarks) return false;
  let marks = 0;
  for (const [run] of text.matchAll(/[*_~<]+|``+|!\[/g)) marks += run.length;
  return marks > mostMarks && marks > text.length / 5;
}

function plainText(raw: string): Token {
  return { type: 'escape', raw, text: raw };
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
