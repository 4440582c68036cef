/** A piece of two texts: in both, or in one of them alone. */
export interface Difference {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** So many changes are looked for; texts that differ in more are two texts. */
const mostChanges = 1000;

/**
 * Tells how a text became another, by the fewest pieces (Myers, An O(ND) Difference Algorithm, 1986). Code is compared by its
 * lines, other text by its words.
 */
export function diffTexts(before: string, after: string, by: 'lines' | 'words'): Difference[] {
  const [a, b] = [pieces(before, by), pieces(after, by)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end += 1;
  const [from, to] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return joined([
    ...a.slice(0, start).map((text): Difference => ({ kind: 'same', text })),
    ...changes(from, to),
    ...a.slice(a.length - end).map((text): Difference => ({ kind: 'same', text })),
  ]);
}

function pieces(text: string, by: 'lines' | 'words'): string[] {
  if (by === 'lines') return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const words = new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...words.segment(text)].map(({ segment }) => segment);
}

function changes(a: readonly string[], b: readonly string[]): Difference[] {
  const reached = walk(a, b);
  if (!reached) return [...a.map(removed), ...b.map(added)];
  const found: Difference[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = reached.length - 1; d > 0; d -= 1) {
    const ends = reached[d - 1] as ReadonlyMap<number, number>;
    const k = x - y;
    const isDown = goesDown(ends, k, d);
    const before = isDown ? k + 1 : k - 1;
    const fromX = ends.get(before) ?? 0;
    const fromY = fromX - before;
    const middle = isDown ? fromX : fromX + 1;
    for (; x > middle; x -= 1) found.push({ kind: 'same', text: a[x - 1] ?? '' });
    found.push(isDown ? added(b[fromY] ?? '') : removed(a[fromX] ?? ''));
    [x, y] = [fromX, fromY];
  }
  for (; x > 0; x -= 1) found.push({ kind: 'same', text: a[x - 1] ?? '' });
  return found.toReversed();
}

/** How far each diagonal is reached with 0, 1, 2, … changes, until the end is. */
function walk(
  a: readonly string[],
  b: readonly string[],
): ReadonlyMap<number, number>[] | undefined {
  const reached: Map<number, number>[] = [];
  let ends = new Map<number, number>();
  for (let d = 0; d <= mostChanges; d += 1) {
    const next = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      let x =
        d === 0 ? 0 : goesDown(ends, k, d) ? (ends.get(k + 1) ?? 0) : (ends.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...reached, next];
    }
    reached.push(next);
    ends = next;
  }
  return undefined;
}

/** Whether a diagonal is reached best by a piece that was added. */
function goesDown(ends: ReadonlyMap<number, number>, k: number, d: number): boolean {
  if (k === -d) return true;
  return k !== d && (ends.get(k - 1) ?? -1) < (ends.get(k + 1) ?? -1);
}

const removed = (text: string): Difference => ({ kind: 'removed', text });
const added = (text: string): Difference => ({ kind: 'added', text });

/** Puts pieces of one kind together, and what was removed before what was added. */
function joined(differences: readonly Difference[]): Difference[] {
  const out: Difference[] = [];
  let gone = '';
  let come = '';
  const close = () => {
    if (gone) out.push(removed(gone));
    if (come) out.push(added(come));
    [gone, come] = ['', ''];
  };
  for (const { kind, text } of differences) {
    const last = out.at(-1);
    if (kind === 'removed') gone += text;
    else if (kind === 'added') come += text;
    else {
      close();
      if (last?.kind === 'same' && out.at(-1) === last)
        out[out.length - 1] = { kind, text: last.text + text };
      else out.push({ kind, text });
    }
  }
  close();
  return out;
}
