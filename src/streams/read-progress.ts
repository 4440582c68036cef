import { at, isRecord } from '../protocol/json.ts';
import type { StreamFigures } from './stream-state.ts';

/** How far something says it is. */
export interface ToldProgress {
  readonly done: number;
  readonly total: number | undefined;
  readonly label: string | undefined;
}

// How servers name it, the surest first: what is done, and of what.
const pairs = [
  ['done', 'total'],
  ['step', 'total_steps'],
  ['step', 'totalSteps'],
  ['step', 'total'],
  ['current', 'total'],
  ['processed', 'total'],
  ['processed_items', 'total_items'],
  ['chunk', 'total_chunks'],
  ['chunk_index', 'total_chunks'],
] as const;
const shares = ['ratio', 'progress', 'percent', 'percentage'] as const;

/** Reads how far a value says the work is, by the names that servers use; undefined where it says nothing of it. */
export function readProgress(value: unknown): ToldProgress | undefined {
  if (!isRecord(value)) return undefined;
  const inner = value['progress'];
  if (isRecord(inner)) return readProgress(inner);
  const label = wordsAt(value, 'label') ?? wordsAt(value, 'message');
  for (const [done, total] of pairs) {
    if (isNumber(value[done]) && isNumber(value[total])) {
      // An index counts from 0, and what it names is done.
      const offset = done === 'chunk_index' ? 1 : 0;
      return { done: value[done] + offset, total: value[total], label };
    }
  }
  for (const name of shares) {
    const share = value[name];
    if (!isNumber(share)) continue;
    const isPercent = share > 1 || name.startsWith('perc');
    return { done: isPercent ? share / 100 : share, total: 1, label };
  }
  return isNumber(value['done']) ? { done: value['done'], total: undefined, label } : undefined;
}

/** Turns what is told of a stream over time into figures, with the time that the rest will take. */
export class ProgressReader {
  readonly #now: () => number;
  #begin: { readonly time: number; readonly done: number } | undefined;
  #figures: StreamFigures = noProgress;

  /** `now` is in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes what is known now; the same object while nothing changes. */
  read(told: ToldProgress, isOver: boolean): StreamFigures {
    const { done, total, label } = told;
    const before = this.#figures;
    const isMoved = done !== before.done || total !== before.total;
    if (!isMoved && label === before.label && !(isOver && before.etaMs !== undefined)) {
      return before;
    }
    const time = this.#now();
    if (!this.#begin || done < this.#begin.done) this.#begin = { time, done };
    const ratio = total ? Math.min(1, Math.max(0, done / total)) : undefined;
    const etaMs = isMoved || isOver ? this.#eta(told, time, isOver) : before.etaMs;
    this.#figures = { done, total, ratio, etaMs, label };
    return this.#figures;
  }

  /** Forgets the pace: another run begins. */
  reset(): void {
    this.#begin = undefined;
    this.#figures = noProgress;
  }

  #eta({ done, total }: ToldProgress, time: number, isOver: boolean): number | undefined {
    const { time: start, done: first } = this.#begin!;
    if (isOver || total === undefined || done <= first || time <= start) return undefined;
    return Math.max(0, ((time - start) / (done - first)) * (total - done));
  }
}

/** The figures of a stream of which nothing is known. */
const noProgress: StreamFigures = {
  done: 0,
  total: undefined,
  ratio: undefined,
  etaMs: undefined,
  label: undefined,
};

function wordsAt(value: unknown, name: string): string | undefined {
  const words = at(value, name);
  return typeof words === 'string' && words ? words : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
