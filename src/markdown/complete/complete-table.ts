import { completeInline } from './complete-inline.ts';
import type { Completion } from './complete-inline.ts';
import type { Token, Tokens } from '../syntax/marked.ts';

/**
 * Shows a paragraph that is becoming a table as that table: its header row as soon as it begins
 * with a pipe. Returns the table, or the length of the text that may be shown as text.
 */
export function predictTable(text: string, completion: Completion): Token | number {
  const start = text.lastIndexOf('\n') + 1;
  const above = start > 0 ? text.lastIndexOf('\n', start - 2) + 1 : 0;
  const line = text.slice(start);
  const lineAbove = text.slice(above, Math.max(start - 1, 0));
  // Without a pipe in front only the second line tells a table from text.
  const isBare = lineAbove.includes('|') && /^ {0,3}:?-[-: \t]*\|[-:| \t]*$/.test(line);
  const delimiter = isBare || (isPipeRow(lineAbove) && /^[ \t]*\|?[ \t:|-]*$/.test(line));
  const row = delimiter ? lineAbove : line;
  if (!(isBare || isPipeRow(row)) || (delimiter && completion.isLineEnded)) return text.length;
  // A table that interrupts a paragraph is another block: wait for it.
  const header = delimiter ? above : start;
  if (header > 0) return header - 1;
  if (!/[^\s|]/.test(row)) return 0;
  if (!delimiter && !completion.isLineEnded && isCommand(row)) {
    return row.length > patience ? text.length : 0;
  }
  if (completion.isLineEnded && isCommand(row)) return text.length;
  const isRowEnded = delimiter || completion.isLineEnded;
  const masked = maskPipes(row, !isRowEnded, completion);
  const cells = splitRow(masked).map((cell, index, all) => {
    const isOpen = !isRowEnded && index === all.length - 1 && !isCellEnded(masked.trimEnd());
    const tokens = isOpen ? completeCell(cell, completion) : completion.lex(cell);
    return { text: cell, tokens, header: true, align: null };
  });
  return { type: 'table', raw: text, header: cells, align: cells.map(() => null), rows: [] };
}

/** Characters of a line after which a pipe in front of it is one of a shell. */
const patience = 24;

/** Whether a line is more likely one of a shell than a header: `| grep foo`. */
function isCommand(row: string): boolean {
  return (
    /^ {0,3}\| ?[a-z][\w-]*(?:$|[^|\w-][^|]*$)/.test(row) ||
    /^ {0,3}\| ?(?:awk|cut|grep|head|jq|sed|tail|tr|wc|xargs) +[^\s|]/.test(row)
  );
}

function isPipeRow(line: string): boolean {
  return /^ {0,3}\|/.test(line);
}

/** Stands for a pipe that parts no cells. */
const mask = '\ue000';

function maskPipes(row: string, isOpen: boolean, { plugins = [] }: Completion): string {
  return plugins.reduce((text, plugin) => plugin.maskPipes?.(text, mask, isOpen) ?? text, row);
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
  return texts.map((text) => text.trim().replaceAll('\\|', '|').replaceAll(mask, '|'));
}

/** Completes the last cell of the row that is being written. */
export function completeTable(table: Tokens.Table, completion: Completion): Token | undefined {
  const row = table.rows.at(-1);
  if (completion.isLineEnded || !row) return table;
  const source = table.raw.slice(table.raw.lastIndexOf('\n') + 1).trim();
  const rows = table.rows.slice(0, -1);
  const isHeld = !/[^\s|]/.test(source) || /^(?:[-+*=>#]+|\d+[.)]?|[`~]+.*)$/.test(source);
  if (isHeld) return { ...table, rows };
  const last = row.findLastIndex((cell) => cell.text !== '');
  // A pipe that belongs to the cell ends none.
  const isEnded = isCellEnded(source) && !row[last]?.text.endsWith('|');
  const open = isEnded ? -1 : last;
  const cells = row.map((cell, index) =>
    index === open ? { ...cell, tokens: completeCell(cell.text, completion) } : cell,
  );
  return { ...table, rows: [...rows, cells] };
}

/** Whether a row ends with a pipe that no backslash makes a part of the cell. */
function isCellEnded(row: string): boolean {
  const [slashes = ''] = /(\\*)\|$/.exec(row)?.slice(1) ?? [];
  return row.endsWith('|') && slashes.length % 2 === 0;
}

/** A backslash at the end may be that of a pipe, which is no part of the cell even in code. */
function completeCell(text: string, completion: Completion): Token[] {
  const isCut = (/\\*$/.exec(text)?.[0].length ?? 0) % 2 === 1;
  return completeInline(isCut ? text.slice(0, -1) : text, completion);
}
