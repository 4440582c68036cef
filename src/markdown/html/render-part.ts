import type { ReactNode } from 'react';
import type { NestItem, NestPart, PartRenderer } from '../elements/nest-part.ts';
import { renderNodes } from './html-nodes.ts';
import { markdownElement } from '../elements/inline-nodes.ts';
import type { Token } from '../syntax/marked.ts';
import type { RenderSettings } from '../elements/render-settings.ts';
import { childrenOf } from '../syntax/token-fields.ts';

/** Renders what a block shows in one of the elements around it; `token` is the block's. */
export function renderPart<T extends NestItem>(
  { nodes, open, range }: NestPart<T>,
  token: Token,
  settings: RenderSettings,
  render: PartRenderer<T>,
): readonly ReactNode[] {
  if (range) return renderPiece(token, range, settings, render);
  return renderNodes(nodes, settings, (element, isInLink) => {
    const filled = open.find((candidate) => candidate.element === element);
    if (!filled) return undefined;
    const own = isInLink ? inLink(settings) : settings;
    return {
      before: render.runs([{ id: 0, blocks: filled.fostered }], settings, ''),
      inside: render.runs(filled.runs, own, element.localName),
    };
  });
}

/** The paragraph up to the end tag in it stands in its element, the rest bare behind it. */
function renderPiece(
  token: Token,
  [from, to]: readonly [number, number],
  settings: RenderSettings,
  render: Pick<PartRenderer<never>, 'inline'>,
): readonly ReactNode[] {
  const children = render.inline(childrenOf(token).slice(from, to), settings);
  if (from === 0) return [markdownElement(settings, 'p', 0, null, children)];
  // The end of the paragraph, which has no beginning any more, is an empty one to HTML parsers.
  return to === Infinity ? [...children, markdownElement(settings, 'p', 'end', null)] : children;
}

const inLinks = new WeakMap<RenderSettings, RenderSettings>();

/** The settings for what stands in a link: links do not nest. */
function inLink(settings: RenderSettings): RenderSettings {
  const known = inLinks.get(settings);
  if (known) return known;
  const { whileOpen } = settings;
  const own = { ...settings, ...(whileOpen && { whileOpen: inLink(whileOpen) }), isInLink: true };
  inLinks.set(settings, own);
  return own;
}
