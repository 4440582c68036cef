import type { LexedBlock } from '../syntax/document-lexer.ts';

const blankLine = /^[ \t]*(?:\n[ \t]*)+$/;

/** Appends blanks, or blank lines, to those that a text ends in: nothing above them can change. Undefined when that is not all. */
export function growBlanks(
  blocks: readonly LexedBlock[],
  appended: string,
): readonly LexedBlock[] | undefined {
  const last = blocks.at(-1);
  if (last?.token.type !== 'space' || !/^[ \t\n]*$/.test(appended)) return undefined;
  const { raw } = last.token;
  const isLine = !(raw + appended).includes('\n');
  if (!isLine && (!/\n[ \t]*\n/.test(raw) || !blankLine.test(raw.slice(-200)))) return undefined;
  const token = { ...last.token, raw: raw + appended };
  return [...blocks.slice(0, -1), { ...last, token, endsWithBreak: token.raw.endsWith('\n') }];
}
