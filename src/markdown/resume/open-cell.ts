import type { Tokens } from '../syntax/marked.ts';

/** The cell that a table ends in, as inline text of its own. */
export interface OpenCell {
  readonly token: Tokens.Paragraph;
  /** The cells before it. */
  readonly cells: readonly Tokens.TableCell[];
}

/** Finds the cell that a table ends in, where its row has not ended. */
export function openCellOf(table: Tokens.Table, header: string): OpenCell | undefined {
  const { raw } = table;
  const row = table.rows.at(-1);
  const source = raw.slice(raw.lastIndexOf('\n') + 1);
  if (!row || source.length < 96 || raw.length < header.length) return undefined;
  const pipes = source.match(/\\[^]|\|/g)?.filter((found) => found === '|').length ?? 0;
  const at = /^\s*\|/.test(source) ? pipes - 1 : pipes;
  const cell = row[at];
  if (!cell || cell.text === '') return undefined;
  const { text, tokens } = cell;
  return { token: { type: 'paragraph', raw: source, text, tokens }, cells: row.slice(0, at) };
}
