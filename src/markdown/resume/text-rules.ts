import type { DocumentLexer } from '../syntax/document-lexer.ts';
import type { Token, Tokens } from '../syntax/marked.ts';
import { type Bridge, cutBridge, referenceBridge } from './text-bridge.ts';
import type { MarkRules } from './open-marks.ts';

/** What the lexer of a text knows of it. */
export interface TextRules extends MarkRules {
  /** How many characters the bare address that begins a text takes, as far as it has come. */
  readonly addressLength: (text: string) => number;
  /** Whether an inline extension reads something at the start of a text. */
  readonly isRead: (text: string) => boolean;
  /** Whether a character reference was decoded in the plain text at the end of a text. */
  readonly isDecoded: (text: string, isBefore: boolean) => boolean;
  /** What plain text reads as behind a bridge; undefined where it is not one token. */
  readonly read: (text: string, bridge: Bridge) => string | undefined;
}

/** Finds the rules of a lexer; undefined when it does not know at which characters its extensions begin. */
export function textRulesOf({
  marked,
  inlineMarks: own,
  isTildeText,
}: DocumentLexer): TextRules | undefined {
  if (own === undefined) return undefined;
  const lex = (text: string): Token[] => {
    marked.state.inRawBlock = false;
    return marked.inlineTokens(text, []);
  };
  return {
    own,
    isTildeText,
    addressLength: (text) => marked.options.tokenizer?.rules.inline.url.exec(text)?.[0].length ?? 0,
    isRead(text) {
      const { inline = [] } = marked.options.extensions ?? {};
      try {
        return inline.some((tokenizer) => tokenizer.call({ lexer: marked }, text, []));
      } catch {
        return true;
      }
    },
    isDecoded(text, isBefore) {
      const last = lex(`${isBefore ? referenceBridge : ''}${text}&`).at(-1);
      return String(Reflect.get(last ?? {}, 'text')).endsWith('&amp;');
    },
    read(text, bridge) {
      const tokens = lex(bridge + text);
      if (bridge !== '') cutBridge(tokens, 0, bridge);
      const [token, second] = tokens;
      return token?.type === 'text' && !second ? (token as Tokens.Text).text : undefined;
    },
  };
}
