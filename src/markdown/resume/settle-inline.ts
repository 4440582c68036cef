import type { Token, Tokens } from '../syntax/marked.ts';
import { isPlainText } from '../syntax/plain-text.ts';
import { type FlatTokens, flatten } from './flat-tokens.ts';
import { type OpenText, isContinuedBy, noText } from './open-text.ts';
import { type Bridge, addressBridge, bracketBridge, referenceBridge } from './text-bridge.ts';
import { isBeforeBreak, isTextBorder } from './text-border.ts';
import type { TextRules } from './text-rules.ts';
import { addressBorder, beginsAnywhere } from './token-border.ts';
import { type Place, placesOf } from './token-place.ts';

/** How far the inline tokens of a text that grows are final. */
export interface Border {
  /** Where in the text it is. */
  readonly at: number;
  /** Tokens that end before it. */
  readonly count: number;
  /** How much of the token behind these is before it, in characters of its source and of its text. */
  readonly partial: number;
  readonly partialText: number;
  /** What before it waits for a partner in later text. */
  readonly open: OpenText;
  readonly inLink: boolean;
  readonly inRawBlock: boolean;
  /** Whether it is in text whose marks are none. */
  readonly isPlain: boolean;
}

/** Letters of what may be the front of a mail address. */
const mailFront = /[a-zA-Z0-9.!#$%&'*+/=?_`{|}~-]$/;

/** A mark that waits longer than this for its partner, in characters, most likely has none. */
const patience = 400;

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
  const places = placesOf(tokens, text, state, before.bridge, rules);
  const plain = places.find(({ token }) => isPlainText(token));
  if (plain) return plainBorder(plain, before);
  const flat = flatten(tokens, state.inRawBlock);
  const fresh = before.marks.clone().read(flat, before.length);
  const limit = fresh.firstFrom(before.length + text.length - patience) - before.length;
  for (const place of places.toReversed()) {
    const partial = place.at < limit ? lastBorder(place, text, limit, rules) : undefined;
    if (partial === undefined) continue;
    const border = borderAt(place, partial, flat, text, before, rules);
    const isFinal =
      border &&
      !isContinuedBy(border.open, text.slice(border.at), rules) &&
      !border.open.marks.isTouchedBy(flat, before.length, border.at);
    if (isFinal) return border;
  }
  return undefined;
}

/** The last place in a token that may be the border, as an offset in it. */
function lastBorder(
  place: Place,
  text: string,
  limit: number,
  rules: TextRules,
): number | undefined {
  const { token, at, addressEnd, inRawBlock, isOn } = place;
  const { raw } = token;
  if (token.type !== 'text') {
    const isFree = at > 0 && at >= addressEnd && beginsAnywhere(token, text, at, rules);
    return addressBorder(token, limit - at, isOn) ?? (isFree ? 0 : undefined);
  }
  // In raw text a bracket or mark makes the rest of its token what plain text is not.
  if (inRawBlock && Reflect.get(token, 'escaped') !== true) return undefined;
  // At its start brackets are those of a token before it, and no pair with its own.
  const first = Math.max(addressEnd - at, text.startsWith('][', at - 1) ? 1 : 0);
  const isBroken = at + raw.length < limit && isBeforeBreak(text, at + raw.length);
  if (isBroken && raw.length > first) return raw.length;
  for (let index = Math.min(limit - at, raw.length) - 1; index >= first; index--) {
    if (isTextBorder({ text, own: rules.own }, at + index)) return index;
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
): Border | undefined {
  const position = at + partial;
  const length = before.length + position;
  const marks = before.marks.clone().read(flat, before.length, 0, position);
  const front = text.slice(0, position);
  const references = referencesOf(front, at, token, before.references, rules);
  const bridge = bridgeAt(token, partial, text, position, references);
  const rest = readRest(token, partial, bridge, rules);
  if (rest === undefined) return undefined;
  const [firstOwn] = marks.own;
  const own = firstOwn === undefined ? '' : (before.own + front).slice(firstOwn - length);
  const isInWord = bridge !== addressBridge && mailFront.test(front);
  const open = { length, marks, references, own, bridge, isInWord };
  const partialText = partial > 0 ? textOf(token).length - rest.length : 0;
  const place = { at: position, count: index, partial, partialText, inLink, inRawBlock };
  return { ...place, open, isPlain: false };
}

function bridgeAt(
  token: Token,
  partial: number,
  text: string,
  at: number,
  references: OpenText['references'],
): Bridge {
  if (partial > 0 && token.type === 'link') return addressBridge;
  if (text[at - 1] === ']' && text[at] === '[') return bracketBridge;
  return references === 'decoded' ? referenceBridge : '';
}

/** What the text of a token reads as behind a place; undefined where it is read as something else there. */
function readRest(
  token: Token,
  from: number,
  bridge: Bridge,
  rules: TextRules,
): string | undefined {
  const rest = token.raw.slice(from);
  const isSource = from === 0 || textOf(token) === token.raw || !rest.includes('&');
  return isSource ? rest : rules.read(rest, bridge);
}

function textOf(token: Token): string {
  return (token as Tokens.Text).text;
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

const inLine = /(?:[^\s\\]|\S )[^\s|\udc00-\udfff]$/;

/** The last place in plain text that is in a line, no more than a space behind a word. */
function plainBorder(
  { token: { raw }, at, index, inLink, inRawBlock }: Place,
  before: OpenText,
): Border | undefined {
  let partial = raw.length - 1;
  while (partial > 0 && !inLine.test(raw.slice(Math.max(partial - 2, 0), partial + 1))) partial--;
  if (partial <= 0) return undefined;
  const open = { ...before, ...noText, length: before.length + at + partial };
  const place = { count: index, partial, partialText: partial, inLink, inRawBlock };
  return { ...place, at: at + partial, open, isPlain: true };
}
