import type { Marked, MarkedExtension, Token } from 'marked';

export { Lexer, Tokenizer } from 'marked';
export type {
  Links,
  MarkedExtension,
  MarkedOptions,
  Token,
  TokenizerExtension,
  Tokens,
  TokensList,
} from 'marked';

/** Extensions of the user: a list, or an instance of `Marked` with them in it. */
export type MarkdownExtensions = readonly MarkedExtension[] | Pick<Marked, 'defaults'>;

/** One entry of marked's list of inline texts that wait to be lexed. */
export interface InlineText {
  src: string;
  tokens: Token[];
}
