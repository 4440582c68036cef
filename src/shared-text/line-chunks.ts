/** Some lines of a text that stand together; the same object as long as they do. */
export interface LineChunk {
  /** Names it among the others. */
  readonly key: number;
  readonly lines: readonly string[];
}

const size = 32;
// So many chunks in a row may have changed at once, or all behind them are made anew.
const mostChanged = 4;

/**
 * The lines of a text in chunks that stay the same objects where nothing in them has changed, so that what shows them has to look at
 * few. Where lines come and go, only the chunk that they are in becomes another.
 */
export class LineChunks {
  #chunks: readonly LineChunk[] = [];
  #made = 0;

  /** The chunks of a text. */
  of(lines: readonly string[]): readonly LineChunk[] {
    const next: LineChunk[] = [];
    const before = this.#chunks;
    let at = 0;
    for (let index = 0; index < before.length && at < lines.length; index++) {
      const chunk = before[index] as LineChunk;
      if (isAt(chunk, lines, at)) next.push(chunk);
      else {
        const same = findSame(before, index, lines, at);
        next.push(...this.#split(lines.slice(at, same.at), chunk.key));
        index = same.index - 1;
        at = same.at;
        continue;
      }
      at += chunk.lines.length;
    }
    if (at < lines.length) next.push(...this.#split(lines.slice(at)));
    // Many small ones are as bad as few large ones.
    const isRagged = next.length > 16 + (2 * lines.length) / size;
    return (this.#chunks = isRagged ? this.#split(lines) : next);
  }

  #split(lines: readonly string[], key?: number): LineChunk[] {
    const chunks: LineChunk[] = [];
    for (let at = 0; at < lines.length; at += size) {
      const mine = at === 0 ? key : undefined;
      chunks.push({ key: mine ?? (this.#made += 1), lines: lines.slice(at, at + size) });
    }
    return chunks;
  }
}

/** Where a chunk behind one that has changed is now; the end of all where none is found. */
function findSame(
  chunks: readonly LineChunk[],
  from: number,
  lines: readonly string[],
  at: number,
): { readonly index: number; readonly at: number } {
  for (let index = from + 1; index <= from + mostChanged; index++) {
    const chunk = chunks[index];
    if (!chunk) break;
    const last = Math.min(lines.length, at + (index - from + 2) * size);
    for (let place = at; place < last; place++) {
      if (isAt(chunk, lines, place)) return { index, at: place };
    }
  }
  return { index: chunks.length, at: lines.length };
}

function isAt({ lines: mine }: LineChunk, lines: readonly string[], at: number): boolean {
  if (at + mine.length > lines.length) return false;
  return mine.every((line, index) => line === lines[at + index]);
}
