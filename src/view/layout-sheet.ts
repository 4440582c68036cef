/** Lists and quotes in so many others take no more room from their lines: a column of single letters is slow to lay out. */
const deeplyNested = `.rv-markdown${' :is(li,blockquote)'.repeat(12)} :is(ul,ol,blockquote)`;

/**
 * What makes long content cheap to lay out, also on pages that do not load the kit's stylesheet.
 * Zero specificity, in the kit's own layer: every rule of the host wins.
 */
const rules = [
  // The containment would cut off what is too wide.
  ':where(.rv-markdown,.rv-page){content-visibility:auto;contain-intrinsic-block-size:auto 400px;overflow-clip-margin:1rem;overflow-wrap:break-word}',
  ':where(.rv-page>:first-child){margin-block-start:0}',
  ':where(.rv-markdown :is(table,pre)){display:block;max-inline-size:100%;overflow-x:auto}',
  ':where(.rv-markdown img){max-inline-size:100%}',
  `:where(${deeplyNested}){margin-inline:0;padding-inline:0;list-style-position:inside}`,
  ':where(.rv-alert-title){font-weight:bold}',
  ':where(.rv-code-block>code){display:block;overflow:auto;text-align:left}',
  ':where(.rv-line,.rv-lines){display:block}',
  ':where(.rv-lines){inline-size:max-content;min-inline-size:100%}',
  // All pages but the last have 32 lines.
  ':where(.rv-lines:not(:last-child)){content-visibility:auto;contain-intrinsic-size:auto 1px auto 32lh}',
  ':where([data-wrap]>code){white-space:pre-wrap;overflow-wrap:anywhere}',
  ':where([data-wrap] .rv-lines){inline-size:auto}',
  // The outermost block of a text that has right-to-left letters gives the sides, each line its direction.
  ":where(.rv-markdown [dir='auto'] :is(p,li,td,th,h1,h2,h3,h4,h5,h6,dt,dd)){unicode-bidi:plaintext}",
  // An item stands beside its marker, whatever its language.
  ":where(.rv-markdown [dir='auto']:dir(rtl) li,.rv-alert:dir(rtl)>.rv-alert-title){text-align:right}",
  ":where(.rv-markdown [dir='auto']:dir(ltr) li){text-align:left}",
  ':where(.rv-table:dir(rtl)){margin-left:auto}',
  ':where(.rv-markdown :is(pre,code)){direction:ltr;unicode-bidi:isolate}',
];

const sheets = new WeakMap<Document, CSSStyleSheet>();

/**
 * Adopts the layout rules into the document or shadow root of an element, once; to be passed as
 * `ref`. A constructed stylesheet needs no exception in a strict content security policy.
 */
export function adoptLayoutSheet(element: Element | null): void {
  adoptSheet(element);
}

/** Adopts the layout rules into the root of an element, and answers the sheet for rules to add. */
export function adoptSheet(element: Element | null): CSSStyleSheet | undefined {
  const root = element?.getRootNode() as Partial<DocumentOrShadowRoot> | undefined;
  const view = element?.ownerDocument.defaultView;
  if (!element || !view || !root?.adoptedStyleSheets) return undefined;
  const sheet = sheets.get(element.ownerDocument) ?? new view.CSSStyleSheet();
  if (!sheets.has(element.ownerDocument)) {
    sheet.replaceSync(`@layer rivulet { ${rules.join('')} }`);
    sheets.set(element.ownerDocument, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  return sheet;
}
