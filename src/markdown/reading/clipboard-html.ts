const kept = new Set(
  'align alt checked colspan datetime dir disabled display href lang open reversed rowspan scope src start title type xmlns'.split(
    ' ',
  ),
);
const contexts =
  'a,abbr,b,blockquote,code,del,em,h1,h2,h3,h4,h5,h6,i,ins,kbd,mark,ol,pre,s,samp,strong,sub,sup,table,tbody,thead,tr,u,ul';
const lines = 'blockquote,br,dd,div,dt,h1,h2,h3,h4,h5,h6,hr,li,p,pre,section,summary,table,tr';

/** Returns the selected HTML as another program wants it: elements without classes, furniture and wrappers. */
export function cleanHtml(range: Range, root: Element): string {
  const holder = root.ownerDocument.createElement('div');
  holder.append(withContext(clean(range.cloneContents()), range.commonAncestorContainer, root));
  return holder.innerHTML;
}

/** Returns the text of selected nodes: a line per line, a tab between the cells of a table. */
export function plainTextOf(fragment: DocumentFragment): string {
  for (const formula of fragment.querySelectorAll('.katex')) {
    const tex = formula.querySelector('annotation')?.textContent;
    const fence = formula.parentElement?.matches('.katex-display') ? '$$' : '$';
    if (tex) formula.replaceWith(fence + tex + fence);
  }
  const nodes = clean(fragment);
  for (const cell of nodes.querySelectorAll('td,th')) {
    if (cell.nextElementSibling) cell.append('\t');
  }
  for (const line of nodes.querySelectorAll(lines)) {
    // A line break in markdown's text stands behind its element already.
    if (line.localName !== 'br') line.before('\n');
    line.after(
      line.localName === 'br' && line.nextSibling?.textContent?.startsWith('\n') ? '' : '\n',
    );
  }
  return (nodes.textContent ?? '').replace(/\n{2,}/g, '\n').replace(/^\n+|\n+$/g, '');
}

function clean(fragment: DocumentFragment): DocumentFragment {
  for (const node of fragment.querySelectorAll('[data-chrome]')) node.remove();
  for (const formula of fragment.querySelectorAll('.katex')) {
    // Its MathML says all that its picture of spans does.
    const mathml = formula.querySelector('math');
    if (mathml) formula.replaceWith(mathml);
  }
  for (const node of fragment.querySelectorAll('annotation')) node.remove();
  for (const node of fragment.querySelectorAll('*')) {
    for (const name of node.getAttributeNames()) if (!kept.has(name)) node.removeAttribute(name);
    const isWrapper = node.localName === 'span' || node.localName === 'div';
    if (isWrapper && node.attributes.length === 0) node.replaceWith(...node.childNodes);
  }
  fragment.normalize();
  return fragment;
}

/** Puts back the elements around the selection that say what it is: a part of a link, rows of a table. */
function withContext(fragment: DocumentFragment, start: Node, root: Element): Node {
  let content: Node = fragment;
  let element = start instanceof Element ? start : start.parentElement;
  for (; element && element !== root; element = element.parentElement) {
    if (!element.matches(contexts)) continue;
    const context = root.ownerDocument.createDocumentFragment();
    const copy = element.cloneNode() as Element;
    copy.append(content);
    context.append(copy);
    for (const name of copy.getAttributeNames()) if (!kept.has(name)) copy.removeAttribute(name);
    content = context;
  }
  return content;
}
