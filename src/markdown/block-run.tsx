'use client';

import { Fragment, type ReactNode, memo, useMemo, useState } from 'react';
import { BlockView, type BlockViewProps } from './block-view.tsx';
import type { Block, BlockGroup } from './block.ts';
import { displayToken } from './display-token.ts';
import { type NestRun, isPart, nestHtml } from './html-nest.ts';
import { renderPart } from './render-part.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of `BlockRun`. */
export interface BlockRunProps {
  readonly run: NestRun<Block>;
  readonly settings: RenderSettings;
  readonly isStreaming: boolean;
  /** Whether it gets an element of its own, which the browser can skip as a whole. */
  readonly isPage: boolean;
}

/**
 * The blocks of one page, in the message or in an element of raw HTML; skipped while they are the
 * same. Blocks stay in their page for life, open or closed, so that closing one moves no DOM node.
 */
export const BlockRun: React.NamedExoticComponent<BlockRunProps> = memo(function BlockRun({
  run,
  settings,
  isStreaming,
  isPage,
}: BlockRunProps) {
  const blocks = run.blocks.map((child) => {
    const common = { settings, isStreaming };
    return isPart(child) ? (
      <BlockView key={child.key} block={child.of} part={child} content={PartContent} {...common} />
    ) : (
      <BlockView key={child.id} block={child} {...common} />
    );
  });
  return isPage ? <div className="rv-page">{blocks}</div> : <Fragment>{blocks}</Fragment>;
});

/** Elements in which a page may have an element of its own. */
const containers = new Set(
  'article aside blockquote center dd del details div footer header ins li section td th'.split(
    ' ',
  ),
);

function PartContent({ block, part, settings, isStreaming }: BlockViewProps): ReactNode {
  const token = useMemo(
    () => displayToken(block, isStreaming, settings.plugins),
    [block, isStreaming, settings.plugins],
  );
  if (part === undefined) return null;
  return renderPart(part, token, settings, (runs, own, name) =>
    runs.map((run, at) => (
      <BlockRun
        key={`run ${run.id}`}
        run={run}
        settings={own}
        isStreaming={isStreaming}
        isPage={at > 0 && containers.has(name)}
      />
    )),
  );
}

/** Puts the blocks of all pages into the elements that raw HTML leaves open; without a DOM none is. */
export function useNestedRuns(
  pages: readonly BlockGroup[],
  { hasDom, plugins }: RenderSettings,
  isStreaming: boolean,
): readonly NestRun<Block>[] {
  const [nested] = useState(() => new Nested());
  return useMemo(
    () => (hasDom ? nested.update(pages, isStreaming, plugins) : pages),
    [nested, pages, hasDom, isStreaming, plugins],
  );
}

/** What was shown last, so that what has not changed keeps its identity. */
class Nested {
  #runs: readonly NestRun<Block>[] = [];

  update(
    pages: readonly BlockGroup[],
    isStreaming: boolean,
    plugins: RenderSettings['plugins'],
  ): readonly NestRun<Block>[] {
    const tokenOf = (block: Block) => displayToken(block, isStreaming, plugins);
    this.#runs = nestHtml(pages, tokenOf, this.#runs);
    return this.#runs;
  }
}
