import type { ReferringText } from '../syntax/document-lexer.ts';
import type { Token } from '../syntax/marked.ts';
import type { Bridge } from './text-bridge.ts';
import type { TextRules } from './text-rules.ts';

/** What the lexing of a source found that stands for a block. */
export interface LexedSource {
  /** The context and the rest. */
  readonly source: string;
  /** The first token of the source. */
  readonly token: Token;
  /** The inline texts of it that look up definitions. */
  readonly texts: readonly ReferringText[];
  /** Whether an inline `<a>` is open before a text, by its tokens, and behind all. */
  readonly inLinkBefore: ReadonlyMap<unknown, boolean>;
  readonly inLinkAfter: boolean;
  /** What is known of inline text; undefined when that is not enough. */
  readonly rules: TextRules | undefined;
  /** Labels that it defines. */
  readonly defines: readonly string[];
  /** Lexes a piece of text for display, behind a bridge. */
  readonly show: (text: string, inLink: boolean, bridge?: Bridge) => Token[] | undefined;
}
