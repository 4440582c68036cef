'use client';
import type * as React from 'react';

import { Fragment, type ReactNode, memo, useMemo } from 'react';
import { isSameList } from '../../view/same-list.ts';
import { BlockView, type BlockViewProps } from './block-view.tsx';
import type { Block, BlockGroup } from '../syntax/block.ts';
import { displayToken } from '../complete/display-token.ts';
import { rawHtml } from './lazy-raw-html.ts';
import type { TolerancePlugin } from '../syntax/tolerate.ts';
import { type NestRun, isPart, pageHolders } from './nest-part.ts';
import { renderInline } from './render-inline.ts';
import type { PartRenderer } from './nest-part.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of `BlockRun`. */
export interface BlockRunProps {
  readonly run: NestRun<Block>;
  readonly settings: RenderSettings;
  readonly isStreaming: boolean;
  /** Whether it gets an element of its own, which the browser can skip as a whole. */
  readonly isPage: boolean;
}

/** What shows a block, for whom: React passes by an element that it has seen. */
const views = new WeakMap<Block, React.ReactElement<BlockViewProps>>();

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
    // Half of all blocks show nothing.
    if (!isPart(child) && /^(?:space|def)$/.test(child.token.type)) return null;
    const common = { settings, isStreaming };
    if (isPart(child))
      return (
        <BlockView
          key={child.key}
          block={child.of}
          part={child}
          content={PartContent}
          {...common}
        />
      );
    const known = views.get(child);
    if (known?.props.settings === settings && known.props.isStreaming === isStreaming) return known;
    const view = <BlockView key={child.id} block={child} {...common} />;
    views.set(child, view);
    return view;
  });
  return isPage ? <div className="rv-page">{blocks}</div> : <Fragment>{blocks}</Fragment>;
}, isUnchanged);

// A run is a page for life.
function isUnchanged(props: BlockRunProps, next: BlockRunProps): boolean {
  const { run, settings, isStreaming } = props;
  const isSame = next.settings === settings && next.isStreaming === isStreaming;
  return isSame && (next.run === run || isSameRun(next.run, run));
}

function isSameRun(a: NestRun<Block>, b: NestRun<Block>): boolean {
  // Without it there are only blocks.
  return rawHtml.get()?.isSameRun(a, b) ?? isSameList(a.blocks, b.blocks);
}

function PartContent({ block, part, settings, isStreaming }: BlockViewProps): ReactNode {
  if (part === undefined) return null;
  const token = displayToken(block, isStreaming, settings);
  const runs: PartRenderer<Block>['runs'] = (inner, own, name) =>
    inner.map((run, at) => (
      <BlockRun
        key={`run ${run.id}`}
        run={run}
        settings={own}
        isStreaming={isStreaming}
        isPage={at > 0 && run.id > 0 && pageHolders.has(name)}
      />
    ));
  const render = { runs, inline: renderInline };
  return rawHtml.get()?.renderPart(part, token, settings, render);
}

/** Puts the blocks of all pages into the elements that raw HTML leaves open, where it can be shown. */
export function useNestedRuns(
  pages: readonly BlockGroup[],
  settings: RenderSettings,
  isStreaming: boolean,
): readonly NestRun<Block>[] {
  const { hasDom, plugins, completer } = settings;
  return useMemo(() => {
    const tokenOf = (block: Block) => displayToken(block, isStreaming, { plugins, completer });
    const { isFormattingKept } = Object.assign({}, ...plugins) as Partial<TolerancePlugin>;
    return (
      (hasDom && rawHtml.get()?.nestHtml(pages, tokenOf, !isStreaming, isFormattingKept)) || pages
    );
  }, [pages, hasDom, isStreaming, plugins, completer]);
}
