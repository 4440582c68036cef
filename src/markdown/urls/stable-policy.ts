import { useState } from 'react';
import { useShallow } from '../../view/use-shallow.ts';
import type { UrlPolicy, UrlVerdict } from './url-policy.ts';

type PolicyFunction = (url: string) => UrlVerdict;

/** A policy function that stays the same while those behind it agree about all URLs seen so far. */
class StablePolicy {
  readonly #verdicts = new Map<string, UrlVerdict>();
  #latest: PolicyFunction;

  constructor(policy: PolicyFunction) {
    this.#latest = policy;
  }

  readonly ask = (url: string): UrlVerdict => {
    const verdict = this.#latest(url);
    this.#verdicts.set(url, verdict);
    return verdict;
  };

  /** Takes another function if it decides alike; one that throws does not. */
  accept(policy: PolicyFunction): boolean {
    if (policy === this.#latest) return true;
    try {
      for (const [url, verdict] of this.#verdicts) if (policy(url) !== verdict) return false;
    } catch {
      return false;
    }
    this.#latest = policy;
    return true;
  }
}

/**
 * Keeps a policy's identity over renders, so that a function written in place renders no block
 * again. Such a function is asked about a URL when its block renders, and about the URLs shown
 * whenever it is a new function: if a verdict differs, all blocks are judged again.
 */
export function useStablePolicy(policy: UrlPolicy): UrlPolicy {
  const list = useShallow(policy);
  const [kept, setKept] = useState<StablePolicy>();
  if (typeof policy !== 'function') return list;
  if (kept?.accept(policy) === true) return kept.ask;
  const fresh = new StablePolicy(policy);
  setKept(fresh);
  return fresh.ask;
}
