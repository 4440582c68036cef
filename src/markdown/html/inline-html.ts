import { sanitizeHtml } from './dompurify.ts';
import { phrasingNames } from '../syntax/element-names.ts';
import { htmlElement } from './html-nodes.ts';
import type { InlineNodes } from '../elements/inline-nodes.ts';
import type { RenderSettings } from '../elements/render-settings.ts';

// Only what may stand inside a paragraph: a block there would be moved by an HTML parser.
const phrasing = new Set(phrasingNames);
const voids = new Set(['br', 'img', 'wbr']);
const tag = /^<(\/?)([a-z][a-z\d-]*)/i;

/**
 * Renders one raw tag between inline tokens: an opening tag starts an element that the closing tag
 * ends, other tags vanish and leave their text.
 */
export function renderInlineHtml(
  raw: string,
  nodes: InlineNodes,
  settings: RenderSettings,
  isInLink: boolean,
): void {
  const [, slash, written] = tag.exec(raw) ?? [];
  // A comment shows nothing; of what only looks like one, parsers of HTML show the end.
  if (written === undefined) return nodes.text(sanitizeHtml(raw).textContent ?? '');
  const name = written.toLowerCase();
  if (!phrasing.has(name)) return;
  if (slash === '/') {
    nodes.close(name);
    return;
  }
  const sanitized = sanitizeTag(raw, name);
  if (sanitized === undefined) return;
  const isLinked = isInLink || nodes.isIn('a');
  if (name === 'a' && isLinked) return;
  if (voids.has(name)) nodes.add((key) => htmlElement(sanitized, key, [], settings, isLinked));
  else {
    nodes.open(name, (key, children) => htmlElement(sanitized, key, children, settings, isLinked));
  }
}

// While a paragraph streams, its tags are seen again at every step.
const cache = new Map<string, Element | undefined>();
const cacheSize = 500;

function sanitizeTag(raw: string, name: string): Element | undefined {
  if (!cache.has(raw)) {
    if (cache.size >= cacheSize) cache.clear();
    cache.set(raw, sanitizeHtml(raw).querySelector(name) ?? undefined);
  }
  return cache.get(raw);
}
