import { kindOf } from '../syntax/cjk.ts';

/** Stands for the length of a run that any later one can change. */
export const anyRun = -1;

/** What a run of marks is to what was open before it: `both` may open as well, `left` only opens. */
export function closeKind(run: string, before: string, after: string): 'left' | 'right' | 'both' {
  if (after === '' || /\s/.test(after)) return 'right';
  const [left, right] = [kindOf(before), kindOf(after)];
  if (left === 'mark' && right === 'letter') return 'left';
  const isWord = isLetter(before) && isLetter(after);
  if (isWord) return run.startsWith('_') ? 'left' : 'both';
  return left === 'mark' && right === 'mark' ? 'both' : 'right';
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

/** Whether a run can end one of `length`: of rules 9 and 10 of CommonMark, what holds of every opener. */
export function mayClose(length: number, run: string, kind: 'left' | 'right' | 'both'): boolean {
  if (length === anyRun || kind === 'left') return length === anyRun;
  if (run.startsWith('~')) return length === 0 || length === run.length;
  return kind === 'right' || length % 3 === 0 || (length + run.length) % 3 !== 0;
}

/** The character at a place, or nothing. */
export function charAt(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';
}

/** The character before a place, or nothing. */
export function charBefore(text: string, at: number): string {
  return /.$/su.exec(text.slice(Math.max(at - 2, 0), at))?.[0] ?? '';
}
