import type { Summary } from '../analyst.ts';
import type { Span } from './wink.ts';

const stopWords = new Set(
  `a about after all also an and any are as at be because been before but by can could did do does for from had has have he her his how i if in into is it its
  just may more most my no not now of on one only or other our out over she so some such than that the their them then there these they this to up was we were what when
  which who will with would you your`.split(/\s+/),
);
/** How alike two sentences must be to speak for each other. */
const likeness = 0.05;
const damping = 0.85;

/**
 * Says what a text says in its most central sentences, in their order: those that are like many others that are so too
 * (LexRank: Erkan and Radev, 2004). About a third of the text, at least one sentence, and never all of several.
 */
export function summarise(text: string, sentences: readonly Span[], share = 0.34): Summary {
  const spans = sentences.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  const scores = centrality(spans.map(({ start, end }) => wordsOf(text.slice(start, end))));
  const order = spans.map((_span, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const chosen = new Set<number>();
  let length = 0;
  for (const index of order) {
    const { start, end } = spans[index] ?? { start: 0, end: 0 };
    const isRoom = length + end - start <= text.length * share;
    if (chosen.size > 0 && !isRoom) continue;
    chosen.add(index);
    length += end - start;
  }
  const summary = spans
    .filter((_span, i) => chosen.has(i))
    .map(({ start, end }) => text.slice(start, end).trim())
    .join(' ');
  return { text: summary, compressionRatio: summary.length / text.length };
}

/** The sentences' weights: how often one would be at each who goes on and on from a sentence to one like it. */
function centrality(sentences: readonly (readonly string[])[]): number[] {
  const vectors = weigh(sentences);
  const links = vectors.map((a) =>
    vectors.map((b) => (a === b ? 0 : dot(a, b) < likeness ? 0 : dot(a, b))),
  );
  const totals = links.map((row) => row.reduce((sum, link) => sum + link, 0));
  const count = sentences.length;
  let scores = Array.from({ length: count }, () => 1 / count);
  for (let round = 0; round < 40; round++) {
    scores = scores.map((_score, to) => {
      const come = links.reduce(
        (sum, row, from) =>
          sum +
          ((totals[from] ?? 0) > 0
            ? ((scores[from] ?? 0) * (row[to] ?? 0)) / (totals[from] ?? 1)
            : 0),
        0,
      );
      return (1 - damping) / count + damping * come;
    });
  }
  return scores;
}

/** Words by how often they are in a sentence and how rare in the others, of length 1 in sum. */
function weigh(sentences: readonly (readonly string[])[]): Map<string, number>[] {
  const spread = new Map<string, number>();
  for (const words of sentences) {
    for (const word of new Set(words)) spread.set(word, (spread.get(word) ?? 0) + 1);
  }
  return sentences.map((words) => {
    const vector = new Map<string, number>();
    for (const word of words) {
      const rarity = Math.log(1 + sentences.length / (spread.get(word) ?? 1));
      vector.set(word, (vector.get(word) ?? 0) + rarity);
    }
    const length = Math.hypot(...vector.values());
    return new Map([...vector].map(([word, weight]) => [word, weight / (length || 1)]));
  });
}

function dot(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
  return sum;
}

/** The telling words of a sentence, without their commonest endings. */
function wordsOf(sentence: string): string[] {
  const words = sentence.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  return words
    .filter((word) => !stopWords.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|ly)$/, '') : word));
}
