import type { Token } from '../syntax/marked.ts';
import { isBareUrl } from './flat-tokens.ts';
import { type Bridge, addressBridge } from './text-bridge.ts';
import type { TextRules } from './text-rules.ts';

/** A token with what is known before it. */
export interface Place {
  readonly token: Token;
  readonly index: number;
  readonly at: number;
  readonly inLink: boolean;
  readonly inRawBlock: boolean;
  /** Where an address before it ends that it may still be part of. */
  readonly addressEnd: number;
  /** Whether it goes on with an address whose front is kept. */
  readonly isOn: boolean;
}

/** Follows the tokens of a text from place to place. */
export function placesOf(
  tokens: readonly Token[],
  text: string,
  before: { readonly inLink: boolean; readonly inRawBlock: boolean },
  bridge: Bridge,
  { addressLength }: TextRules,
): Place[] {
  const state = { inLink: before.inLink, inRawBlock: before.inRawBlock };
  let at = 0;
  let addressEnd = 0;
  return tokens.map((token, index) => {
    const front = at === 0 && bridge === addressBridge ? bridge : '';
    const place = { token, index, at, addressEnd, isOn: front !== '', ...state };
    if (isBareUrl(token)) {
      const length = addressLength(front + text.slice(at)) - front.length;
      addressEnd = Math.max(addressEnd, at + length);
    }
    readState(token, state);
    at += token.raw.length;
    return place;
  });
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
