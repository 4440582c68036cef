import type { Tokens } from '../syntax/marked.ts';
import { plainText } from './render-inline.ts';

/** How a table is written for another program. */
export type TableFormat = 'csv' | 'markdown' | 'tsv';

/** Writes a table as its markdown, or with plain cells as TSV for spreadsheets or as CSV (RFC 4180). */
export function tableText(table: Tokens.Table, format: TableFormat): string {
  if (format === 'markdown') return table.raw.trimEnd();
  const rows = [table.header, ...table.rows].map((row) =>
    row.map(({ tokens }) => plainText(tokens, true).trim()),
  );
  if (format === 'csv') return rows.map((row) => row.map(quoteField).join(',')).join('\r\n');
  return rows.map((row) => row.map((text) => text.replace(/\s+/g, ' ')).join('\t')).join('\n');
}

function quoteField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
