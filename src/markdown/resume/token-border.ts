import type { Token } from '../syntax/marked.ts';
import { isBareUrl } from './flat-tokens.ts';
import type { TextRules } from './text-rules.ts';

/** Tokens that are read the same whatever stands before them. */
const alwaysTheSame = new Set(['link', 'image', 'codespan', 'html', 'escape']);

/** Whether a token at `at` is read the same when `text` is lexed from there on, whatever stands before it. */
export function beginsAnywhere(token: Token, text: string, at: number, rules: TextRules): boolean {
  const { type, raw } = token;
  // Where an extension has read something it may have looked at what stands in front of brackets.
  if (!alwaysTheSame.has(type)) {
    return raw[0] !== '[' && rules.own.includes(raw[0] ?? ' ') && rules.isRead(text.slice(at));
  }
  const next = text.slice(at + raw.length);
  // By what follows, an address may be text that joins the text before it.
  if (isBareUrl(token)) return !mailLetter.test(text[at - 1] ?? '') && /^[^\w.-]/.test(next);
  return !mayBeText(token, next);
}

/** What may stand in the front of a mail address for marked. */
const mailLetter = /[a-zA-Z0-9.!#$%&'*+/=?_`{|}~-]/;

/** Whether what follows may make text of a token: a backtick behind code, a label behind a reference. */
function mayBeText({ type, raw }: Token, next: string): boolean {
  if (type === 'codespan') return next === '';
  return /[^\\]\]$/.test(raw) && /^(?:\[|$)/.test(next);
}

/** A bare address with a path, however much of that has come. */
const longAddress = /^(?:(?:https?|ftp):\/\/|www\.)[^/]+\/[^]{64}/i;

/** The last place in the path of a bare address that may be the border, also where the token goes on with one. */
export function addressBorder(token: Token, limit: number, isOn: boolean): number | undefined {
  if (!isBareUrl(token) || !(isOn || longAddress.test(token.raw))) return undefined;
  const { raw } = token;
  const first = isOn ? 1 : raw.indexOf('/', 8) + 1;
  for (let at = Math.min(limit, raw.length - 32); at > first; at--) {
    if (!/^[a-z\d]{2}$/i.test(raw.slice(at - 1, at + 1))) continue;
    const front = raw.slice(0, at);
    // An open parenthesis, or what may be a character reference, may end the address.
    if (front.lastIndexOf('(') > front.lastIndexOf(')')) return undefined;
    if (!/&[a-z\d]*$/i.test(front.slice(front.lastIndexOf('&')))) return at;
  }
  return undefined;
}
