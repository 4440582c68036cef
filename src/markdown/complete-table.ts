import { completeInline } from './complete-inline.ts';
import type { Completion } from './complete-inline.ts';
import type { Token, Tokens } from './marked.ts';

/**
 * Shows a paragraph that is becoming a table as that table: its header row as soon as it begins
 * with a pipe. Returns the table, or the length of the text that may be shown as text.
 */
export function predictTable(text: string, completion: Completion): Token | number {
  const lines = text.split('\n');
  const last = lines.length - 1;
  const above = lines[last - 1];
  const line = lines[last] ?? '';
  // Without a pipe in front only the second line tells a table from text.
  const isBare = above?.includes('|') && /^ {0,3}:?-[-: \t]*\|[-:| \t]*$/.test(line);
  const delimiter = isBare || (isPipeRow(above) && /^[ \t]*\|?[ \t:|-]*$/.test(line));
  const header = delimiter ? last - 1 : last;
  const row = lines[header] ?? '';
  if (!(isBare || isPipeRow(row)) || (delimiter && completion.isLineEnded)) return text.length;
  // A table that interrupts a paragraph is another block: wait for it.
  if (header > 0) return lines.slice(0, header).join('\n').length;
  if (!/[^\s|]/.test(row)) return 0;
  const isRowEnded = header < last || completion.isLineEnded;
  const cells = splitRow(row).map((cell, index, all) => {
    const isOpen = !isRowEnded && index === all.length - 1 && !row.trimEnd().endsWith('|');
    const tokens = isOpen ? completeInline(cell, completion) : completion.lex(cell);
    return { text: cell, tokens, header: true, align: null };
  });
  return { type: 'table', raw: text, header: cells, align: cells.map(() => null), rows: [] };
}

function isPipeRow(line: string | undefined): boolean {
  return line !== undefined && /^ {0,3}\|/.test(line);
}

function splitRow(row: string): string[] {
  const cells =
    row
      .trim()
      .replace(/^\|/, '')
      .match(/(?:\\.|[^\\|])+|\|/g) ?? [];
  const texts: string[] = [''];
  for (const cell of cells) {
    if (cell === '|') texts.push('');
    else texts[texts.length - 1] += cell;
  }
  if (texts.at(-1)?.trim() === '') texts.pop();
  return texts.map((text) => text.trim().replaceAll('\\|', '|'));
}

/** Completes the last cell of the row that is being written. */
export function completeTable(table: Tokens.Table, completion: Completion): Token | undefined {
  const row = table.rows.at(-1);
  if (completion.isLineEnded || !row) return table;
  const source = table.raw.slice(table.raw.lastIndexOf('\n') + 1).trim();
  const rows = table.rows.slice(0, -1);
  const isHeld = !/[^\s|]/.test(source) || /^(?:[-+*=>#]+|\d+[.)]?|[`~]+.*)$/.test(source);
  if (isHeld) return { ...table, rows };
  const open = source.endsWith('|') ? -1 : row.findLastIndex((cell) => cell.text !== '');
  const cells = row.map((cell, index) =>
    index === open ? { ...cell, tokens: completeInline(cell.text, completion) } : cell,
  );
  return { ...table, rows: [...rows, cells] };
}
