import type { LexInline } from '../syntax/block.ts';
import type { InlineConstruct, MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token } from '../syntax/marked.ts';
import type { Opening } from './delimiters.ts';
import { scanInline } from './scan-inline.ts';

/** What the completion of a nested token needs to know. */
export interface Completion {
  readonly lex: LexInline;
  /** Whether the text ends with a line feed: what the last line begins is known then. */
  readonly isLineEnded: boolean;
  readonly isInItem?: boolean;
  /** What stands in front of the text, as far as it helps to guess what marks are. */
  readonly lead?: string;
  /** Whose constructs are completed as well. */
  readonly plugins?: readonly MarkdownPlugin[] | undefined;
  /** What the text, and what follows it, was lexed to as it stands. */
  readonly lexed?: readonly Token[] | undefined;
}

/**
 * Lexes the inline text of the open leaf as what it will most likely become: marks without their
 * closer act as if it stood at the end, and marks that mean nothing yet are left out.
 *
 * Each piece of text is lexed once: what lies before an open mark, then what lies in it.
 */
export function completeInline(text: string, completion: Completion): Token[] {
  const { lex, isLineEnded, plugins, lead, lexed } = completion;
  const source = isLineEnded && !text.endsWith('\\') ? `${text}\n` : text;
  const { openings, end } = scanInline(source, constructsOf(plugins), lead);
  const [first] = openings;
  const front = text.slice(0, first?.at ?? end);
  // A break at the end waits for what it breaks, and what an open mark stands right behind may have been read with it.
  const isWhole = first ? /(?:^|\S )$/.test(front) : !/\n\s*$/.test(front);
  const known = lexed && isWhole ? cutTokens(lexed, front.length) : undefined;
  if (known && !first) return end > text.length ? known : withPendingEnd(known);

  const completeFrom = (start: number, depth: number, inLink: boolean): Token[] => {
    const opening = openings[depth];
    if (opening) {
      const before = (depth === 0 && known) || lexPiece(text.slice(start, opening.at), lex, inLink);
      return [...before, ...completeOpening(opening, depth, inLink)];
    }
    const piece = inLink ? unescapeBrackets(text.slice(start, end)) : text.slice(start, end);
    const tokens = lex(piece.slice(0, piece.length - lineBreakOf(piece).length), inLink);
    // A bare URL at the end still grows.
    return end > text.length ? tokens : withPendingEnd(tokens);
  };

  const completeOpening = (opening: Opening, depth: number, inLink: boolean): Token[] => {
    const { type, at, inner, token } = opening;
    if (token) return [token];
    const raw = text.slice(at);
    const content = text.slice(inner, end);
    if (type === 'codespan') {
      const code = content.replaceAll('\n', ' ').trimStart();
      return code === '' ? [] : [{ type, raw, text: code }];
    }
    const pending = { type, raw, text: content, href: '', title: null, isPending: true };
    // Without a description it would show the word for an image.
    if (type === 'image') return content === '' ? [] : [{ ...pending, tokens: [] }];
    const tokens = completeFrom(inner, depth + 1, inLink || type === 'link');
    if (tokens.length === 0) return [];
    return type === 'link' ? [{ ...pending, tokens }] : [{ type, raw, text: content, tokens }];
  };

  return completeFrom(0, 0, false);
}

/** What may refer to a definition, which shows otherwise while that may still come; a link with its own destination does not. */
function mayRefer({ type, raw }: Token): boolean {
  const last = raw.lastIndexOf('[');
  return last >= 0 && type !== 'codespan' && !(type === 'link' && last === 0 && raw.endsWith(')'));
}

/** The tokens of the first characters of a text, unless the cut goes through more than plain text or one may refer to a definition. */
function cutTokens(tokens: readonly Token[], length: number): Token[] | undefined {
  let left = length;
  for (const [index, token] of tokens.entries()) {
    const { type, raw } = token;
    if (left === 0) return tokens.slice(0, index);
    if (raw.length <= left) {
      if (mayRefer(token)) return undefined;
      left -= raw.length;
      continue;
    }
    const text = raw.slice(0, left);
    // Lexers escape what could be markup; only behind a whole word the rest means nothing for what stands before it.
    const isText = type === 'text' && !('tokens' in token) && Reflect.get(token, 'text') === raw;
    if (!isText || text.includes('[') || !/\s\w*$/.test(text)) return undefined;
    return [...tokens.slice(0, index), { ...token, raw: text, text }];
  }
  return left === 0 ? [...tokens] : undefined;
}

const none: readonly InlineConstruct[] = [];

const constructs = new WeakMap<readonly MarkdownPlugin[], readonly InlineConstruct[]>();

function constructsOf(plugins: readonly MarkdownPlugin[] | undefined): readonly InlineConstruct[] {
  if (plugins === undefined) return none;
  const found = constructs.get(plugins) ?? plugins.flatMap(({ inline = none }) => inline);
  constructs.set(plugins, found);
  return found;
}

/** The hard break at the end of a text, or nothing. */
function lineBreakOf(text: string): string {
  const length = text.trimEnd().length;
  const [before = '', after] = text.slice(length).split(/(?=\n)/);
  if (text.startsWith('\n', length)) return text[length - 1] === '\\' ? text.slice(length - 1) : '';
  const spaces = before.length - before.lastIndexOf('\t') - 1;
  return after !== undefined && spaces > 1 ? text.slice(length + before.length - spaces) : '';
}

/** In the text of a link marked reads escaped brackets as brackets before anything else. */
function unescapeBrackets(text: string): string {
  return text.replace(/\\([[\]])/g, '$1');
}

/** Lexes text with something behind it: marked knows no hard break at the end of a text. */
function lexPiece(source: string, lex: LexInline, inLink: boolean): Token[] {
  const text = inLink ? unescapeBrackets(source) : source;
  if (text === '') return [];
  const raw = lineBreakOf(text);
  if (raw === '') return lex(text, inLink);
  return [...lex(text.slice(0, -raw.length), inLink), { type: 'br', raw }];
}

function withPendingEnd(tokens: Token[]): Token[] {
  const last = tokens.at(-1);
  return isAddress(last)
    ? [...tokens.slice(0, -1), { ...last, href: '', isPending: true }]
    : tokens;
}

/** Whether a token is a bare URL or address. */
function isAddress(token: Token | undefined): token is Token {
  return token?.type === 'link' && 'autolink' in token && token.raw[0] !== '<';
}
