import type { MadeChange, TextChange } from './shared-text-state.ts';
import type { Text } from './yjs.ts';

/**
 * The smallest edit that makes one text of another; undefined where they are the same.
 * @param caret Where the caret is behind it: of equal letters, those before it have come. @default anywhere
 */
export function changeBetween(
  before: string,
  after: string,
  caret?: number,
): MadeChange | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  // What is behind the caret is the same as before.
  const mostEnd = caret === undefined ? most : Math.min(most, after.length - caret);
  let end = 0;
  while (end < mostEnd && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1;
  }
  let start = 0;
  while (start < most - end && before[start] === after[start]) start += 1;
  const insert = after.slice(start, after.length - end);
  return { at: start, delete: before.length - end - start, insert };
}

/** Where a place is after an edit. @param isAfter Whether a place at the edit moves behind what comes. */
export function placeAfter(place: number, change: TextChange, isAfter = false): number {
  const { at, delete: gone = 0, insert = '' } = change;
  if (place < at || (place === at && gone === 0 && !isAfter)) return place;
  if (place <= at + gone) return isAfter ? at + insert.length : at;
  return place - gone + insert.length;
}

/** Makes an edit within a text: places outside of it are its ends, and no character is cut in two. What comes is unmarked. */
export function applyChange(text: Text, change: TextChange): void {
  const length = text.length;
  const from = Math.max(0, Math.min(length, wholeNumber(change.at)));
  const to = Math.max(from, Math.min(length, from + wholeNumber(change.delete ?? 0)));
  const [start, end] = wholeCharacters(text, from, to);
  if (end > start) text.delete(start, end - start);
  const insert = change.insert ?? '';
  // Without attributes it would take over those of the text before it.
  if (insert !== '') text.insert(start, wellFormed(insert), unmarked);
}

/** A text without halves of characters, which no replica could be told. */
export function wellFormed(text: string): string {
  return text.replace(half, '\uFFFD');
}

const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const unmarked = { proposal: null };

function wholeNumber(value: number): number {
  return Number.isFinite(value) ? Math.trunc(value) : 0;
}

/** The ends of a stretch, moved out of the middle of a character. */
export function wholeCharacters(text: Text, from: number, to: number): readonly [number, number] {
  if (from === to && from === text.length) return [from, to];
  const value = text.toJSON();
  const isInside = (place: number) =>
    isHighHalf(value.charCodeAt(place - 1)) && isLowHalf(value.charCodeAt(place));
  if (from === to) return isInside(from) ? [from - 1, from - 1] : [from, to];
  return [isInside(from) ? from - 1 : from, isInside(to) ? to + 1 : to];
}

const isHighHalf = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLowHalf = (code: number) => code >= 0xdc00 && code <= 0xdfff;
