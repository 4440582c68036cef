import type { Token } from './marked.ts';

/** The children of a token of any kind. */
export function childrenOf(token: Token): readonly Token[] {
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

/** The text of a token; empty where it has none. */
export function textOf(token: Token): string {
  return fieldOf(token, 'text');
}

/** A field of a token whose kind may not have it; empty then. */
export function fieldOf(token: object, name: string): string {
  const value: unknown = Reflect.get(token, name);
  return typeof value === 'string' ? value : '';
}
