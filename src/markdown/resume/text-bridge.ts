import type { Token, Tokens } from '../syntax/marked.ts';

/**
 * What is put in front of text that goes on, so that marked reads it as it would behind the text that is kept; what it makes
 * of the bridge is cut off again.
 */
export type Bridge = '' | typeof referenceBridge | typeof addressBridge | typeof bracketBridge;

/** Where a character reference is decoded, marked escapes every other `&` of the same plain text. */
export const referenceBridge = '&#x4e2d;';
/** The path of a bare address goes on. */
export const addressBridge = 'https://x.x/x';
/** A bracket stands in front: an extension may take the brackets behind it for an index. */
export const bracketBridge = ']';

/** Cuts a bridge off the token at `index`, which begins with it; what is left of an address may be empty. */
export function cutBridge(tokens: Token[], index: number, bridge: string): void {
  if (bridge === '') return;
  const token = tokens[index];
  if (!token?.raw.startsWith(bridge)) return;
  const raw = token.raw.slice(bridge.length);
  if (bridge === addressBridge) {
    if (token.type === 'link') tokens[index] = cutAddress(token as Tokens.Link, raw);
    return;
  }
  if (token.type !== 'text') return;
  const skipped = bridge === referenceBridge ? 1 : bridge.length;
  const text = String(Reflect.get(token, 'text')).slice(skipped);
  tokens.splice(index, 1, ...(raw === '' ? [] : [{ ...token, raw, text }]));
}

function cutAddress(token: Tokens.Link, raw: string): Token {
  const child = { ...token.tokens[0], raw, text: raw } as Token;
  return { ...token, raw, text: raw, href: raw, tokens: [child] };
}

/** The first `length` characters of a bare address. */
export function cutLink(token: Tokens.Link, length: number): Token {
  const raw = token.raw.slice(0, length);
  const href = token.href.slice(0, token.href.length - (token.raw.length - length));
  const child = { ...token.tokens[0], raw, text: raw } as Token;
  return { ...token, raw, text: raw, href, tokens: [child] };
}

/** Joins the kept front of a bare address and what was read behind its bridge. */
export function joinLink(a: Tokens.Link, b: Tokens.Link): Token {
  const raw = a.raw + b.raw;
  const child = { ...a.tokens[0], raw, text: raw } as Token;
  return { ...a, raw, text: raw, href: a.href + b.href, tokens: [child] };
}
