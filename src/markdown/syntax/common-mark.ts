import type { MarkdownPlugin } from './markdown-plugin.ts';

/**
 * Takes the extensions of GitHub out: tables, tasks, `~~`, bare URLs and alerts are text then, as
 * CommonMark has them. It stands in the place of the footnotes.
 */
export const commonMark: MarkdownPlugin = {
  name: 'commonmark',
  marks: '',
  extensions: [{ gfm: false }],
  inline: [{ starts: '~', read: (_, at) => at + 1 }],
};

/** Whether the plugins of a message leave CommonMark alone. */
export function isCommonMark(plugins: readonly MarkdownPlugin[] | undefined): boolean {
  return plugins?.includes(commonMark) === true;
}
