import type { Token, Tokens } from '../syntax/marked.ts';

/** A token that holds no others, or that is taken as one piece. */
export interface Piece {
  readonly type: 'text' | 'escape' | 'code' | 'html' | 'link' | 'other';
  readonly raw: string;
  /** Where it begins. */
  readonly at: number;
  /** Whether it stands in emphasis. */
  readonly isNested: boolean;
  /** Whether it is the text of raw HTML, which marked cuts by whether its marks have partners. */
  readonly isRaw: boolean;
}

/** Inline tokens in a row, as the search for the ends of emphasis sees them. */
export interface FlatTokens {
  readonly pieces: readonly Piece[];
  /** The source without the marks in code, links and tags, and without those that end emphasis. */
  readonly mask: string;
}

/** A link or image in whose brackets and destination no emphasis is looked for. */
const plainLink = /^!?\[[^[\]`<]*\](?:\((?:[^()\\]|\\[^])*\)|\[[^[\]]*\])?$/;

/** Puts inline tokens in a row; raw HTML whose text is raw may be open before them. */
export function flatten(tokens: readonly Token[], inRawBlock = false): FlatTokens {
  const pieces: Piece[] = [];
  return { pieces, mask: flattenInto(pieces, tokens, { at: 0, isNested: false, inRawBlock }) };
}

/** Whether an element whose text is raw is open behind a token, if one was before it. */
function isRawBehind(token: Token, inRawBlock: boolean): boolean {
  if (token.type === 'html') return Reflect.get(token, 'inRawBlock') === true;
  const { tokens = [] } = token as { tokens?: readonly Token[] };
  return tokens.reduce((isRaw, child) => isRawBehind(child, isRaw), inRawBlock);
}

/** Where a token stands. */
interface Place {
  at: number;
  readonly isNested: boolean;
  inRawBlock: boolean;
}

function flattenInto(pieces: Piece[], tokens: readonly Token[], place: Place): string {
  const { isNested } = place;
  let mask = '';
  for (const token of tokens) {
    const { raw } = token;
    if (token.type === 'em' || token.type === 'strong' || token.type === 'del') {
      const { tokens: inner } = token as Tokens.Em;
      const content = inner.reduce((length, each) => length + each.raw.length, 0);
      const marks = (raw.length - content) / 2;
      const nested = { ...place, at: place.at + marks, isNested: true };
      mask += raw.slice(0, marks) + flattenInto(pieces, inner, nested) + 'a'.repeat(marks);
    } else {
      // Its marks without a partner are tokens that do not say so.
      const isRaw = token.type === 'text' && place.inRawBlock;
      pieces.push({ type: typeOf(token), raw, at: place.at, isNested, isRaw });
      mask += isMasked(token) ? '+'.repeat(raw.length) : raw;
    }
    place.inRawBlock = isRawBehind(token, place.inRawBlock);
    place.at += raw.length;
  }
  return mask;
}

function typeOf(token: Token): Piece['type'] {
  const { type } = token;
  if (type === 'text' || type === 'html' || type === 'escape') return type;
  if (type === 'codespan') return 'code';
  if (type !== 'link' && type !== 'image') return 'other';
  // A bare URL is text that links to itself.
  return isBareUrl(token) ? 'text' : 'link';
}

function isMasked(token: Token): boolean {
  if (token.type === 'link' || token.type === 'image') {
    return token.raw.startsWith('<') || plainLink.test(token.raw);
  }
  return token.type === 'codespan' || token.type === 'html' || token.type === 'escape';
}

/** Whether a token is an address that links to itself without brackets. */
export function isBareUrl(token: Token): boolean {
  return Reflect.get(token, 'autolink') === true && !token.raw.startsWith('<');
}
