import type { Token } from './marked.ts';
import type { TextBefore } from './plain-text.ts';

/** The front of an open paragraph that later text cannot change. */
export interface Settled extends TextBefore {
  /** What they show as; each of these tokens stays the same object while the paragraph grows. */
  readonly tokens: readonly Token[];
}

const settled = new WeakMap<object, Settled>();

/**
 * Finds how much of an open paragraph, text or heading is final, so that only the rest needs to be
 * completed for display. No mark is open at that place, and white space follows it.
 */
export function settledOf(token: object): Settled | undefined {
  return settled.get(token);
}

/** Notes how much is final of a token, of which it shows the first `tokens` of those kept. */
export function setSettled(
  token: object,
  { length, marks, tokens }: TextBefore & { readonly tokens: number },
  kept: readonly Token[],
): void {
  settled.set(token, {
    length,
    marks,
    get tokens() {
      return kept.slice(0, tokens);
    },
  });
}
