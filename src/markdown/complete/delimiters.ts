import { kindOf } from '../syntax/cjk.ts';
import type { Token } from '../syntax/marked.ts';

/** A mark without its closer. */
export interface Opening {
  readonly type: 'strong' | 'em' | 'del' | 'codespan' | 'link' | 'image' | 'construct';
  /** Where the mark begins. */
  readonly at: number;
  /** Where its content begins. */
  readonly inner: number;
  /** What a plugin's construct shows as. */
  readonly token?: Token;
}

/** A run of `*`, `_` or `~` that waits for its closer, as in CommonMark's delimiter stack. */
export interface Delimiter {
  readonly mark: string;
  readonly at: number;
  length: number;
  readonly runLength: number;
  readonly canClose: boolean;
}

/** Whether a run of marks may open and close, by what stands before and after it. */
export function flank(mark: string, before: string, after: string) {
  const isPlain = mark === '_';
  const left = isFlanking(after, before, isPlain);
  const right = isFlanking(before, after, isPlain);
  if (!isPlain) return { canOpen: left, canClose: right };
  const isMark = /[\p{P}\p{S}]/u;
  return {
    canOpen: left && (!right || isMark.test(before)),
    canClose: right && (!left || isMark.test(after)),
  };
}

/** Whether a run of marks belongs to what is on its inner side; CJK text has rules of its own. */
function isFlanking(inner: string, outer: string, isPlain: boolean): boolean {
  if (/\s/.test(inner)) return false;
  const isMark = (text: string) => (isPlain ? /[\p{P}\p{S}]/u.test(text) : kindOf(text) === 'mark');
  if (!isMark(inner) || isMark(outer)) return true;
  return /\s/.test(outer) || (!isPlain && kindOf(outer) === 'cjk');
}

/** The rule of three, and for `~` that both runs are equally long. */
export function isMismatch(opener: Delimiter, closer: Delimiter, closerCanOpen: boolean): boolean {
  if (opener.mark === '~') return opener.length !== closer.length;
  const isBoth = opener.canClose || closerCanOpen;
  return (
    isBoth &&
    (opener.runLength + closer.runLength) % 3 === 0 &&
    (opener.runLength % 3 !== 0 || closer.runLength % 3 !== 0)
  );
}

/** What a run left open stands for; a single `~` is more often "about" than a deletion. */
export function toOpenings({ mark, at, length }: Delimiter): Opening[] {
  if (mark === '~') return length === 2 ? [{ type: 'del', at, inner: at + 2 }] : [];
  const openings: Opening[] = [];
  let position = at;
  if (length % 2 === 1) openings.push({ type: 'em', at: position, inner: ++position });
  for (; position < at + length; position += 2) {
    openings.push({ type: 'strong', at: position, inner: position + 2 });
  }
  return openings;
}
