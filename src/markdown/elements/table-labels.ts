import type { MarkdownLabels } from './markdown-labels.ts';

/** Of `MarkdownLabels` what only the buttons of tables say. */
export type TableLabels = Pick<MarkdownLabels, 'tableFormat' | 'copyTable' | 'tableCopied'>;

const names = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' } as const;

export const englishTables: TableLabels = {
  tableFormat: (format) => names[format],
  copyTable: (format) => `Copy table as ${names[format]}`,
  tableCopied: (format) => `${names[format]} copied`,
};
