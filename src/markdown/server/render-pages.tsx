import { Fragment, type ReactNode } from 'react';
import { BlockToken } from '../elements/block-token.tsx';
import { rawHtml } from '../elements/lazy-raw-html.ts';
import { type NestChild, type NestRun, isPart, pageHolders } from '../elements/nest-part.ts';
import type { PartRenderer } from '../elements/nest-part.ts';
import { renderInline } from '../elements/render-inline.ts';
import type { RenderSettings } from '../elements/render-settings.ts';
import type { Block } from '../syntax/block.ts';

/** Renders the pages of a finished message and its notes; pages have the elements that a growing message has. */
export function renderPages(
  runs: readonly NestRun<Block>[],
  section: Block | undefined,
  settings: RenderSettings,
): ReactNode {
  return (
    <>
      {runs.map((run) => renderRun(run, settings, run.id > 0))}
      {section && <BlockToken token={section.token} settings={settings} isOpen={false} />}
    </>
  );
}

function renderRun(run: NestRun<Block>, settings: RenderSettings, isPage: boolean): ReactNode {
  const blocks = run.blocks.map((child) => renderChild(child, settings));
  return isPage ? (
    <div key={run.id} className="rv-page">
      {blocks}
    </div>
  ) : (
    <Fragment key={run.id}>{blocks}</Fragment>
  );
}

const renderInner: PartRenderer<Block>['runs'] = (runs, settings, name) =>
  runs.map((run, at) => renderRun(run, settings, at > 0 && run.id > 0 && pageHolders.has(name)));

function renderChild(child: NestChild<Block>, settings: RenderSettings): ReactNode {
  if (!isPart(child)) {
    return <BlockToken key={child.id} token={child.token} settings={settings} isOpen={false} />;
  }
  const render = { runs: renderInner, inline: renderInline };
  const nodes = rawHtml.get()?.renderPart(child, child.of.token, settings, render);
  return <Fragment key={child.key}>{nodes}</Fragment>;
}
