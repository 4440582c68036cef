import type { Token } from '../syntax/marked.ts';
import { isPlainText } from '../syntax/plain-text.ts';
import { type FlatTokens, flatten, isBareUrl } from './flat-tokens.ts';
import { type MarkRules, OpenMarks } from './open-marks.ts';
import { isTextBorder } from './text-border.ts';

/** How far the inline tokens of a text that grows are final. */
export interface Border {
  /** Where in the text it is. */
  readonly at: number;
  /** Tokens that end before it. */
  readonly count: number;
  /** How much of the text token behind these is before it, in characters. */
  readonly partial: number;
  /** What before it waits for a partner in later text. */
  readonly open: OpenText;
  readonly inLink: boolean;
  readonly inRawBlock: boolean;
  /** Whether it is in text whose marks are none. */
  readonly isPlain: boolean;
}

/** What is known of the text before a border. */
export interface OpenText {
  /** How much text there is. */
  readonly length: number;
  readonly marks: OpenMarks;
  /**
   * What the run of plain text that the border is in holds: marked decodes the numeric references of a
   * run at once, and where there is one it escapes every `&` that begins none.
   */
  readonly references: 'none' | 'ampersand' | 'decoded';
  /** The text from the first mark of an extension on that none has read so far. */
  readonly own: string;
}

/** What the lexer of a text knows of it. */
export interface TextRules extends MarkRules {
  /** How many characters the address that begins a text takes, as far as it has come. */
  readonly addressLength: (text: string) => number;
  /** Whether an inline extension reads something at the start of a text. */
  readonly isRead: (text: string) => boolean;
  /** Whether a character reference was decoded in the plain text at the end of a text. */
  readonly isDecoded: (text: string, isBefore: boolean) => boolean;
}

/** A mark that waits longer than this for its partner, in characters, most likely has none. */
const patience = 400;

/** Nothing stands before a text. */
export function nothingOpen(rules: MarkRules): OpenText {
  return { length: 0, marks: new OpenMarks(rules), references: 'none', own: '' };
}

/**
 * Finds the last place in `text` before which `tokens` stay what they are whatever follows. marked
 * reads from left to right, so that is any place between two words, or letters of a script without
 * spaces, with no mark before it that could still open something: `*`, `[`, a backtick or `<` that
 * stands as text. Such a mark is waited for; when it has stood long enough, the place is behind it, on
 * condition that no partner of it comes later: `before` tells of those that stand before the text.
 */
export function findBorder(
  tokens: readonly Token[],
  text: string,
  before: OpenText,
  state: { readonly inLink: boolean; readonly inRawBlock: boolean },
  rules: TextRules,
): Border | undefined {
  const places = placesOf(tokens, text, state, rules);
  const plain = places.find(({ token }) => isPlainText(token));
  if (plain) return plainBorder(plain, before);
  const flat = flatten(tokens, state.inRawBlock);
  const fresh = before.marks.clone().read(flat, before.length);
  const limit = fresh.firstFrom(before.length + text.length - patience) - before.length;
  for (const place of places.toReversed()) {
    const partial = place.at < limit ? lastBorder(place, text, limit, rules.own) : undefined;
    if (partial === undefined) continue;
    const border = borderAt(place, partial, flat, text, before, rules);
    const isFinal =
      !isContinuedBy(border.open, text.slice(border.at), rules) &&
      !border.open.marks.isTouchedBy(flat, before.length, border.at);
    if (isFinal) return border;
  }
  return undefined;
}

/** Whether later tokens change what stands before a border: `source` is their text. */
export function isChangedBy(
  open: OpenText,
  tokens: readonly Token[],
  source: string,
  rules: TextRules,
): boolean {
  return isContinuedBy(open, source, rules) || open.marks.isTouchedBy(flatten(tokens), open.length);
}

function isContinuedBy(
  { references, marks, length, own }: OpenText,
  source: string,
  rules: TextRules,
): boolean {
  if (mailAhead.test(source) || indexAhead.test(source)) return true;
  if (references === 'ampersand' && referenceAhead.test(source)) return true;
  if (own === '' || !rules.own.split('').some((mark) => source.includes(mark))) return false;
  // A block of an extension may end the paragraph, by what is open in it.
  const isBlockAhead = source
    .split('\n')
    .slice(1)
    .some((line) => rules.own.includes(line.trimStart()[0] ?? ' '));
  if (isBlockAhead) return true;
  const text = own + source;
  return marks.own.some((at) => rules.isRead(text.slice(at - length + own.length)));
}

/** Letters that may be the front of a mail address: the whole of it would be a link. */
const mailAhead = /^[a-zA-Z0-9.!#$%&'*+/=?_`{|}~-]*@/;
/** The rest of a word in front of brackets, which are an index or a citation by the whole of it. */
const indexAhead = /^\w{1,80}\[/;
const referenceAhead = /^[^\\<![`*~_]*&#/;

/** A token with what is known before it. */
interface Place {
  readonly token: Token;
  readonly index: number;
  readonly at: number;
  readonly inLink: boolean;
  readonly inRawBlock: boolean;
  /** Where an address before it ends that it may still be part of. */
  readonly addressEnd: number;
}

function placesOf(
  tokens: readonly Token[],
  text: string,
  before: { readonly inLink: boolean; readonly inRawBlock: boolean },
  { addressLength }: TextRules,
): Place[] {
  const state = { inLink: before.inLink, inRawBlock: before.inRawBlock };
  let at = 0;
  let addressEnd = 0;
  return tokens.map((token, index) => {
    const place = { token, index, at, addressEnd, ...state };
    if (isBareUrl(token)) addressEnd = Math.max(addressEnd, at + addressLength(text.slice(at)));
    readState(token, state);
    at += token.raw.length;
    return place;
  });
}

/** Tokens that are read the same whatever stands before them. */
const beginsAnywhere = new Set(['link', 'image', 'codespan', 'html']);

/** Whether what follows may make text of a token: a backtick behind code, a label behind a reference. */
function mayBeText({ type, raw }: Token, next: string): boolean {
  if (type === 'codespan') return next === '';
  return /[^\\]\]$/.test(raw) && /^(?:\[|$)/.test(next);
}

/** The last place in a text token that may be the border, as an offset in it. */
function lastBorder(
  { token, at, addressEnd, inRawBlock }: Place,
  text: string,
  limit: number,
  own: string,
): number | undefined {
  const { raw } = token;
  if (token.type !== 'text') {
    const isOne = beginsAnywhere.has(token.type) && !isBareUrl(token);
    return at > 0 && isOne && !mayBeText(token, text.slice(at + raw.length)) ? 0 : undefined;
  }
  // In raw text a bracket or mark makes the rest of its token what plain text is not.
  if (inRawBlock && Reflect.get(token, 'escaped') !== true) return undefined;
  // The decoded text can only be cut where nothing decoded follows.
  const decoded = Reflect.get(token, 'text') === raw ? -1 : raw.lastIndexOf('&');
  const first = Math.max(decoded + 1, addressEnd - at, 0);
  for (let index = Math.min(limit - at, raw.length) - 1; index >= first; index--) {
    if (isTextBorder({ text, own }, at + index)) return index;
  }
  return undefined;
}

function borderAt(
  { token, index, at, inLink, inRawBlock }: Place,
  partial: number,
  flat: FlatTokens,
  text: string,
  before: OpenText,
  rules: TextRules,
): Border {
  const position = at + partial;
  const length = before.length + position;
  const marks = before.marks.clone().read(flat, before.length, 0, position);
  const front = text.slice(0, position);
  const references = referencesOf(front, at, token, before.references, rules);
  const [firstOwn] = marks.own;
  const all = before.own + front;
  const own = firstOwn === undefined ? '' : all.slice(firstOwn - length);
  const open = { length, marks, references, own };
  return { at: position, count: index, partial, inLink, inRawBlock, open, isPlain: false };
}

function referencesOf(
  front: string,
  at: number,
  token: Token,
  before: OpenText['references'],
  rules: TextRules,
): OpenText['references'] {
  if (token.type !== 'text' || Reflect.get(token, 'escaped') === true) return 'none';
  let start = front.length;
  while (start > at && !'\\<![`*~_'.includes(front[start - 1] ?? '')) start--;
  const run = front.slice(start);
  const old = start === 0 ? before : 'none';
  const mayDecode = old === 'decoded' || run.includes('&#');
  if (mayDecode && rules.isDecoded(run, old === 'decoded')) return 'decoded';
  return old !== 'none' || run.includes('&') ? 'ampersand' : 'none';
}

/** The last place in plain text that is in a word, and so in a line. */
function plainBorder(
  { token: { raw }, at, index, inLink, inRawBlock }: Place,
  before: OpenText,
): Border | undefined {
  let partial = raw.length - 1;
  while (partial > 0 && !/^[^\s\\][^\s|\udc00-\udfff]/.test(raw.slice(partial - 1, partial + 1)))
    partial--;
  if (partial <= 0) return undefined;
  const open = { ...before, length: before.length + at + partial };
  const place = { at: at + partial, count: index, partial, inLink, inRawBlock };
  return { ...place, open, isPlain: true };
}

interface State {
  inLink: boolean;
  inRawBlock: boolean;
}

/** Follows the raw HTML in a token: an open `<a>` or `<code>` changes how what follows is read. */
function readState(token: Token, state: State): void {
  if (token.type === 'html') {
    state.inLink = Reflect.get(token, 'inLink') === true;
    state.inRawBlock = Reflect.get(token, 'inRawBlock') === true;
  } else if (token.type === 'link' || token.type === 'image') {
    const inner = { ...state };
    for (const child of childrenOf(token)) readState(child, inner);
    state.inRawBlock = inner.inRawBlock;
  } else {
    for (const child of childrenOf(token)) readState(child, state);
  }
}

function childrenOf(token: Token): readonly Token[] {
  return ('tokens' in token ? token.tokens : undefined) ?? [];
}
