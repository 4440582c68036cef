import { rawHtml } from '../elements/lazy-raw-html.ts';
import type { NestRun } from '../elements/nest-part.ts';
import type { Block, BlockGroup } from '../syntax/block.ts';

/** Puts blocks into the elements that raw HTML before them leaves open, where it is sanitised. */
export function nestPages(
  pages: readonly BlockGroup[],
  hasDom: boolean,
): readonly NestRun<Block>[] {
  const part = hasDom ? rawHtml.get() : undefined;
  return part?.nestHtml(pages, ({ token }: Block) => token, true) ?? pages;
}
