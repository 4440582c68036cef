import type { Token, Tokens } from '../syntax/marked.ts';
import { behindMark } from './line-prefix.ts';

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
  return hasList(quote) && quote.raw.split('\n').some(isLazy);
}

function isLazy(line: string): boolean {
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

/** The first `length` characters of a text token. */
export function cutText(token: Token, length: number): Token {
  const { raw, text } = token as Tokens.Text;
  const end = text.length - (raw.length - length);
  return { ...token, raw: raw.slice(0, length), text: text.slice(0, end) };
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

/** Joins two neighbouring text tokens as marked does. */
export function joinText(a: Token, b: Token): Token {
  const [left, right] = [a as Tokens.Text, b as Tokens.Text];
  return { ...a, raw: a.raw + b.raw, text: left.text + right.text };
}
