/** Words that turn what follows into its opposite. */
const negations =
  /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|scarcely|\w+n't)$/;
/** What ends a negation. */
const clauseEnd = /^(?:[.,;:!?()]+|but|however|although|though|yet)$/;
const piece = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.,;:()]|[!?]+|[:;]-?[)(]/gu;
/** How many words a negation reaches. */
const reach = 4;

/**
 * Returns what the model sees of a text, each once: its words and pairs of words, those behind a negation marked (`good`
 * of “not a good day” is `~good`).
 */
export function featuresOf(text: string): Set<string> {
  const features = new Set<string>();
  let negated = 0;
  let before = '^';
  for (const [raw] of text.toLowerCase().matchAll(piece)) {
    const word = raw.replaceAll('’', "'");
    if (clauseEnd.test(word)) {
      negated = 0;
      before = '^';
      if (/[!?)(]/.test(word)) features.add(word.slice(0, 2));
      if (!/^\p{L}/u.test(word)) continue;
    }
    const marked = negated > 0 ? `~${word}` : word;
    features.add(marked);
    features.add(`${before} ${word}`);
    before = word;
    negated = negations.test(word) ? reach : negated - 1;
  }
  return features;
}
