import type { InlineConstruct, MarkdownPlugin } from './markdown-plugin.ts';
import type { Token } from './marked.ts';
import { scanInline } from './scan-inline.ts';
import type { Opening, OpenInline } from './scan-inline.ts';

/** Lexes inline text; `inLink` says that it stands in a link. */
export type LexInline = (text: string, inLink?: boolean) => Token[];

/** What the completion of a nested token needs to know. */
export interface Completion {
  readonly lex: LexInline;
  /** Whether the text ends with a line feed: what the last line begins is known then. */
  readonly isLineEnded: boolean;
  readonly isInItem?: boolean;
  /** Whose constructs are completed as well. */
  readonly plugins?: readonly MarkdownPlugin[] | undefined;
}

/**
 * Lexes the inline text of the open leaf as what it will most likely become: marks without their
 * closer act as if it stood at the end, and marks that mean nothing yet are left out.
 *
 * Each piece of text is lexed once: what lies before an open mark, then what lies in it.
 */
export function completeInline(text: string, { lex, isLineEnded, plugins }: Completion): Token[] {
  const source = isLineEnded && !text.endsWith('\\') ? `${text}\n` : text;
  const scanned = scanInline(source, constructsOf(plugins));
  const open = { ...scanned, text, end: Math.min(scanned.end, text.length) };
  const tokens = completeFrom(open, 0, 0, lex, false);
  const last = tokens.at(-1);
  // A bare URL at the end still grows.
  if (
    last?.type === 'link' &&
    'autolink' in last &&
    scanned.end === open.end &&
    last.raw[0] !== '<'
  ) {
    return [...tokens.slice(0, -1), { ...last, href: '', isPending: true }];
  }
  return tokens;
}

const none: readonly InlineConstruct[] = [];

function constructsOf(plugins: readonly MarkdownPlugin[] | undefined): readonly InlineConstruct[] {
  return plugins?.flatMap(({ inline = none }) => inline) ?? none;
}

function completeFrom(
  open: OpenInline,
  start: number,
  depth: number,
  lex: LexInline,
  inLink: boolean,
): Token[] {
  const opening = open.openings[depth];
  if (!opening) return lex(open.text.slice(start, open.end), inLink);
  const before = opening.at > start ? lex(open.text.slice(start, opening.at), inLink) : [];
  return [...before, ...completeOpening(open, opening, depth, lex, inLink)];
}

function completeOpening(
  open: OpenInline,
  opening: Opening,
  depth: number,
  lex: LexInline,
  inLink: boolean,
): Token[] {
  const { type, at, inner, token } = opening;
  if (token) return [token];
  const raw = open.text.slice(at);
  const text = open.text.slice(inner, open.end);
  if (type === 'codespan') {
    const code = text.replaceAll('\n', ' ').trimStart();
    return code === '' ? [] : [{ type, raw, text: code }];
  }
  if (type === 'image') {
    return [{ type, raw, text, href: '', title: null, tokens: [], isPending: true }];
  }
  const isLink = type === 'link';
  const tokens = completeFrom(open, inner, depth + 1, lex, inLink || isLink);
  if (tokens.length === 0) return [];
  if (!isLink) return [{ type, raw, text, tokens }];
  return [{ type, raw, text, href: '', title: null, tokens, isPending: true }];
}
