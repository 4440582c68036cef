import type { Token, Tokens } from '../syntax/marked.ts';
import { isPlainText } from '../syntax/plain-text.ts';
import { behindMark } from './line-prefix.ts';
import { cutLink, joinLink } from './text-bridge.ts';

/** The children of a loose task's item, the first without the box that marked puts into it. */
export function withoutBox(tokens: readonly Token[], isLooseTask: boolean): readonly Token[] {
  const [first, ...rest] = tokens;
  const box = first && 'tokens' in first ? first.tokens?.[0] : undefined;
  if (!isLooseTask || !first || box?.type !== 'checkbox') return tokens;
  return [{ ...first, raw: first.raw.slice(box.raw.length) }, ...rest];
}

/** Whether an item with another one below it makes its list loose, as marked decides it. */
export function makesLoose({ raw, tokens }: Tokens.ListItem): boolean {
  return /\n[ \t]*\n[ \t]*$/.test(raw) || tokens.some(isGap);
}

/**
 * Whether a list in a quote before the last of `tokens` was offered a line without marks: marked then
 * reads text behind the quote as paragraphs, also in an item.
 */
export function mayLeaveTop(tokens: readonly Token[]): boolean {
  return tokens
    .slice(0, -1)
    .some(
      (token, at) =>
        token.type === 'blockquote' &&
        (tokens[at + 1]?.type === 'space' ? hasLazyList(token) : hasList(token)),
    );
}

/** Whether a list in a quote may have taken a line without marks. */
export function hasLazyList(quote: Token): boolean {
  return hasList(quote) && quote.raw.split('\n').some(isLazyLine);
}

/** Whether a line has no mark of a quote. */
export function isLazyLine(line: string): boolean {
  return line !== '' && behindMark(line) === undefined;
}

function hasList(token: Token): boolean {
  const children = 'tokens' in token ? (token.tokens ?? []) : [];
  return children.some((child) => child.type === 'list' || hasList(child));
}

/** Whether blank lines stand there that make a list loose. */
export function isGap({ type, raw }: Token): boolean {
  return type === 'space' && /\n.*\n/.test(raw);
}

/** The front of a token, so much of its source and of its text, or nothing. */
export function cutToken(token: Token, length: number, textLength: number): Token[] {
  if (length === 0) return [];
  if (token.type === 'link') return [cutLink(token as Tokens.Link, length)];
  const { raw, text } = token as Tokens.Text;
  return [{ ...token, raw: raw.slice(0, length), text: text.slice(0, textLength) }];
}

/** The arrays in a tree of tokens, from the first on. */
export function arraysIn(value: unknown, found: unknown[] = []): unknown[] {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) found.push(value);
  for (const item of Object.values(value)) arraysIn(item, found);
  return found;
}

/** Collects the labels that are defined in a tree of tokens. */
export function collectLabels(value: unknown, found: Set<unknown>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Reflect.get(value, 'type') === 'def') found.add(Reflect.get(value, 'tag'));
  for (const item of Object.values(value)) collectLabels(item, found);
}

/** Joins the two parts of a token, or two neighbouring text tokens as marked does. */
export function joinTokens(a: Token, b: Token): Token {
  if (a.type === 'link') return joinLink(a as Tokens.Link, b as Tokens.Link);
  const [left, right] = [a as Tokens.Text, b as Tokens.Text];
  return { ...a, raw: a.raw + b.raw, text: left.text + right.text };
}

/** Whether a token goes on with the one whose front is kept. */
export function isSplit(partial: Token, next: Token): boolean {
  const { type } = partial;
  return type === next.type && (type === 'text' || type === 'link' || isPlainText(partial));
}

/** Puts tokens behind the front of one that is kept. */
export function mergeText(partial: Token | undefined, tokens: readonly Token[]): readonly Token[] {
  const [first, ...rest] = tokens;
  if (!partial) return tokens;
  const isOne = first !== undefined && isSplit(partial, first);
  return isOne ? [joinTokens(partial, first), ...rest] : [partial, ...tokens];
}

/**
 * Gives `token` the field `name` that joins what is kept now with the rest when it is first read: a
 * step costs what is new also where much is kept.
 */
export function lazily<T extends object>(
  token: T,
  name: string,
  kept: readonly unknown[],
  rest: () => readonly unknown[],
): T {
  const count = kept.length;
  let value: unknown[] | undefined;
  return Object.defineProperty(token, name, {
    enumerable: true,
    configurable: true,
    get: () => (value ??= [...kept.slice(0, count), ...rest()]),
  });
}
