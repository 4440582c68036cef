import type { CodeLabels } from '../../code-block/code-labels.ts';

/** The kinds of alerts, as GitHub has them: `> [!NOTE]`. */
export type AlertKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** How a table can be copied. */
export type TableFormat = 'tsv' | 'markdown' | 'csv';

/** What `StreamingMarkdown` says, code blocks included. */
export interface MarkdownLabels extends CodeLabels {
  readonly tableFormat: (format: TableFormat) => string;
  readonly copyTable: (format: TableFormat) => string;
  readonly tableCopied: (format: TableFormat) => string;
  /** Stands where an image has no description. */
  readonly image: string;
  /** Lets an image load from a host; `''` is the page's own. */
  readonly loadImage: (host: string) => string;
  /** Lets a link work that leads to a host; `''` is the page's own. */
  readonly enableLink: (host: string) => string;
  /** The page's own host, where a host's name would stand. */
  readonly thisSite: string;
  readonly alert: (kind: AlertKind) => string;
  readonly footnotes: string;
  /** Leads from a note to where it is referred to: `2`, `2-3` for the third reference. */
  readonly backToReference: (reference: string) => string;
  readonly taskDone: string;
  readonly taskOpen: string;
  readonly showDiagram: string;
  readonly showCode: string;
  readonly diagramFailed: (reason: string) => string;
  readonly formulaFailed: (reason: string) => string;
}

/** Of `MarkdownLabels` what every message may say; the rest stands with the parts that load when they are needed. */
export type MarkdownOwnLabels = Pick<
  MarkdownLabels,
  'image' | 'loadImage' | 'alert' | 'footnotes' | 'backToReference' | 'taskDone' | 'taskOpen'
>;

export const englishMarkdown: MarkdownOwnLabels = {
  image: 'Image',
  loadImage: (host) => `Load image from ${host || 'this site'}`,
  alert: (kind) => kind.charAt(0).toUpperCase() + kind.slice(1),
  footnotes: 'Footnotes',
  backToReference: (reference) => `Back to reference ${reference}`,
  taskDone: 'Done',
  taskOpen: 'To do',
};
