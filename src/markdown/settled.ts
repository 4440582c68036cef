import type { Token } from './marked.ts';

/** The front of an open paragraph that later text cannot change. */
export interface Settled {
  /** Characters of the token's text. */
  readonly length: number;
  /** What they show as; each of these tokens stays the same object while the paragraph grows. */
  readonly tokens: readonly Token[];
}

const settled = new WeakMap<Token, Settled>();

/**
 * Finds how much of an open paragraph, text or heading is final, so that only the rest needs to be
 * completed for display. No mark is open at that place, and white space follows it.
 */
export function settledOf(token: Token): Settled | undefined {
  return settled.get(token);
}

/** Notes what is final of a token: `length` characters, the first `count` of the `kept` tokens. */
export function setSettled(
  token: Token,
  length: number,
  kept: readonly Token[],
  count: number,
): void {
  settled.set(token, {
    length,
    get tokens() {
      return kept.slice(0, count);
    },
  });
}
