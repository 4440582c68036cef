import type { CodeLabels } from '../../code-block/code-labels.ts';

/** The kinds of alerts, as GitHub has them: `> [!NOTE]`. */
export type AlertKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** How a table can be copied. */
export type TableFormat = 'tsv' | 'markdown' | 'csv';

/** What `StreamingMarkdown` says, code blocks included. */
export interface MarkdownLabels extends CodeLabels {
  /** On the buttons that copy a table: the format's short name. */
  readonly tableFormat: (format: TableFormat) => string;

  /** Names those buttons to a screen reader. */
  readonly copyTable: (format: TableFormat) => string;

  /** Told when a table has been copied. */
  readonly tableCopied: (format: TableFormat) => string;
  /** Stands where an image has no description. */
  readonly image: string;
  /** Lets an image load from a host; `''` is the page's own. */
  readonly loadImage: (host: string) => string;
  /** Lets a link work that leads to a host; `''` is the page's own. */
  readonly enableLink: (host: string) => string;
  /** The page's own host, where a host's name would stand. */
  readonly thisSite: string;

  /** The heading of an alert such as `> [!NOTE]`. */
  readonly alert: (kind: AlertKind) => string;

  /** The heading of the footnotes. */
  readonly footnotes: string;
  /** Leads from a note to where it is referred to: `2`, `2-3` for the third reference. */
  readonly backToReference: (reference: string) => string;

  /** Names a ticked box of a task list to a screen reader. */
  readonly taskDone: string;

  /** Names an empty box of a task list to a screen reader. */
  readonly taskOpen: string;

  /** On the button of a diagram whose source is shown. */
  readonly showDiagram: string;

  /** On the button of a diagram that is drawn. */
  readonly showCode: string;

  /** Stands over the source of a diagram that cannot be drawn; `reason` is Mermaid's own message. */
  readonly diagramFailed: (reason: string) => string;

  /** Told where a formula cannot be set and shows its source; `reason` is KaTeX's own message. */
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
