import DOMPurify, { type Config, type DOMPurify as Purifier, type WindowLike } from 'dompurify';
import { escapeDisallowed } from '../syntax/disallowed-tags.ts';
import { flowNames, phrasingNames } from '../syntax/element-names.ts';
import { isScriptUrl } from '../urls/script-url.ts';

// The only door to DOMPurify. The instance is our own: hooks and settings of the host page neither
// reach it nor are touched by it. No `id` and `name` (they shadow properties of `document`), no
// `class` and `style` (they would borrow the page's looks), no forms, frames, media, SVG or MathML.

const config: Config = {
  ALLOWED_TAGS: [...phrasingNames, ...flowNames, '#comment'],
  ALLOWED_ATTR:
    'align alt colspan datetime dir height href lang open reversed rowspan src start title type value width'.split(
      ' ',
    ),
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

let instance: Purifier | undefined;
/** The window of a DOM that is not the page's own. */
let lent: WindowLike | undefined;

/**
 * Works with the DOM of this window from now on, where the host has none of its own. Answers false, and
 * changes nothing, when DOMPurify cannot work with it: it would hand back what it was given.
 */
export function lendDom(window: object): boolean {
  if (window === lent) return true;
  if (!DOMPurify(window as WindowLike).isSupported) return false;
  lent = window as WindowLike;
  instance = undefined;
  return true;
}

function purifier(): Purifier {
  if (instance === undefined) {
    instance = DOMPurify(lent ?? window);
    instance.setConfig(config);
    // Text with such a beginning does nothing in a title, but nobody needs to prove that.
    instance.addHook('uponSanitizeAttribute', (_element, attribute) => {
      if (isScriptUrl(attribute.attrValue)) attribute.keepAttr = false;
    });
  }
  return instance;
}

/** Parses HTML into an inert document and takes out all that is not on the list. Needs a DOM. */
export function sanitizeHtml(html: string): DocumentFragment {
  const clean: DocumentFragment | null = purifier().sanitize(quieten(html), {
    RETURN_DOM_FRAGMENT: true,
  });
  // A frameset takes the body's place, and then there is nothing to return.
  return clean ?? (lent?.document ?? document).createDocumentFragment();
}

/** Parses a block of HTML, in which the tags that GFM disallows are text. Needs a DOM. */
export function sanitizeBlock(html: string): DocumentFragment {
  return sanitizeHtml(escapeDisallowed(html));
}

/** Takes out of markup that draws (HTML and SVG) what could run or load anything. Needs a DOM. */
export function sanitizeDrawing(markup: string): string {
  return DOMPurify(window).sanitize(markup, {
    USE_PROFILES: { html: true, svg: true, svgFilters: true },
  });
}

/**
 * Renames what a strict content security policy reports already when an inert document holds it.
 * Nothing relies on this but quiet: the sanitiser comes after it.
 */
function quieten(html: string): string {
  return html
    .replace(/(<\/?)style(?=[\s/>])/gi, '$1noembed')
    .replace(/<base(?=[\s/>])/gi, '<wbr')
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi, (tag) =>
      tag.replace(
        /("[^"]*"|'[^']*'|[\s/])(style|on\w+)(?=[\s=/>])|"[^"]*"|'[^']*'/gi,
        (all: string, before?: string, name?: string) =>
          name === undefined ? all : `${before}x-${name}`,
      ),
    );
}

/** Asks DOMPurify whether a URL may stand in a link or an image. Needs a DOM. */
export function isUriAllowed(use: 'link' | 'image', url: string): boolean {
  return use === 'link'
    ? purifier().isValidAttribute('a', 'href', url)
    : purifier().isValidAttribute('img', 'src', url);
}
