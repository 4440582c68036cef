import { Lexer, Marked } from 'marked';
import type { MarkedExtension, Token } from 'marked';

export type { Lexer, Links, Marked, MarkedExtension, Token, Tokens } from 'marked';

/** Extensions of the user: a list for a private instance of marked, or an instance with them in it. */
export type MarkdownExtensions = readonly MarkedExtension[] | Marked;

/**
 * Creates a lexer of its own: marked's tokenizers keep a pointer to the lexer that runs, so two
 * documents never share one. GFM is on.
 */
export function createLexer(extensions: MarkdownExtensions = []): Lexer {
  const marked = extensions instanceof Marked ? extensions : new Marked(...extensions);
  return new Lexer({ ...marked.defaults });
}

/** One entry of marked's list of inline texts that wait to be lexed. */
export interface InlineText {
  src: string;
  tokens: Token[];
}
