/**
 * What makes long content cheap to lay out, also on pages that do not load the kit's stylesheet.
 * Zero specificity, in the kit's own layer: every rule of the host wins.
 */
const rules = `@layer rivulet {
  :where(.rv-markdown, .rv-page) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 2000px;
    overflow-clip-margin: 1rem;
  }
  :where(.rv-page > :first-child) { margin-block-start: 0 }
  :where(.rv-line) { display: block }
}`;

const sheets = new WeakMap<Document, CSSStyleSheet>();

/**
 * Adopts the layout rules into the document or shadow root of an element, once; to be passed as
 * `ref`. A constructed stylesheet needs no exception in a strict content security policy.
 */
export function adoptLayoutSheet(element: Element | null): void {
  const root = element?.getRootNode() as Partial<DocumentOrShadowRoot> | undefined;
  const view = element?.ownerDocument.defaultView;
  if (!element || !view || !root?.adoptedStyleSheets) return;
  const sheet = sheets.get(element.ownerDocument) ?? new view.CSSStyleSheet();
  if (!sheets.has(element.ownerDocument)) {
    sheet.replaceSync(rules);
    sheets.set(element.ownerDocument, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
