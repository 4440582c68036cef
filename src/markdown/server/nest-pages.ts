import { rawHtml } from '../elements/lazy-raw-html.ts';
import type { NestRun } from '../elements/nest-part.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { TolerancePlugin } from '../syntax/tolerate.ts';
import type { Block, BlockGroup } from '../syntax/block.ts';

/** Puts blocks into the elements that raw HTML before them leaves open, where it is sanitised. `plugins` are the message's. */
export function nestPages(
  pages: readonly BlockGroup[],
  hasDom: boolean,
  plugins: readonly MarkdownPlugin[],
): readonly NestRun<Block>[] {
  const part = hasDom ? rawHtml.get() : undefined;
  const { isFormattingKept } = Object.assign({}, ...plugins) as Partial<TolerancePlugin>;
  return part?.nestHtml(pages, ({ token }: Block) => token, true, isFormattingKept) ?? pages;
}
