import nlp from 'compromise/two';
import type { Span } from './wink.ts';

/** A word as compromise sees it. */
export interface Term extends Span {
  readonly text: string;
  readonly tags: ReadonlySet<string>;
  /** What stands between this word and the next. */
  readonly gap: string;
  /** Whether a sentence begins with it. */
  readonly isFirst: boolean;
}

interface JsonTerm {
  readonly text: string;
  readonly post: string;
  readonly tags?: readonly string[];
}

/** Tags the words of an English text. The one file that imports compromise. */
export function readTerms(text: string): Term[] {
  const sentences = nlp(text).json({ terms: { tags: true } }) as { terms: JsonTerm[] }[];
  const terms: Term[] = [];
  let at = 0;
  for (const sentence of sentences) {
    for (const [index, { text: word, post, tags = [] }] of sentence.terms.entries()) {
      const start = text.indexOf(word, at);
      // A contraction is told as two words, of which the second has no letters in the text.
      if (word === '' || start < 0) continue;
      at = start + word.length;
      terms.push({
        start,
        end: at,
        text: word,
        tags: new Set(tags),
        gap: post,
        isFirst: index === 0,
      });
    }
  }
  return terms;
}
