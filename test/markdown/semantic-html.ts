const attributes = [
  'href',
  'src',
  'title',
  'align',
  'start',
  'type',
  'checked',
  'disabled',
  'open',
];
const blocks =
  /\s*(<\/?(?:p|div|li|[uo]l|blockquote|h\d|pre|table|t[rdh]|thead|tbody|hr|details|summary|br)\b[^>]*>)\s*/g;

/** The meaning of rendered markdown: elements and text without furniture, wrappers, classes and idle white space. */
export function semanticHtml(root: Element): string {
  const [outside = '', ...rest] = serialize(root, false).split('<pre>');
  const pieces = rest.map((piece) => {
    const end = piece.indexOf('</pre>');
    return `<pre>${piece.slice(0, end)}${tidy(piece.slice(end))}`;
  });
  return [tidy(outside), ...pieces].join('').trim();
}

function tidy(html: string): string {
  return html.replace(/\s+/g, ' ').replace(blocks, '$1');
}

function serialize(node: Node, isOwn: boolean): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replaceAll('<', '&lt;');
  if (!(node instanceof Element) || node.hasAttribute('data-chrome')) return '';
  const inner = [...node.childNodes].map((child) => serialize(child, true)).join('');
  const isWrapper = node.className.startsWith('rv-') && ['SPAN', 'DIV'].includes(node.tagName);
  if (!isOwn || isWrapper) return inner;
  const shown = attributes
    .filter((name) => node.hasAttribute(name))
    .map((name) => ` ${name}="${plainUrl(node.getAttribute(name) ?? '').trim()}"`);
  return `<${node.localName}${shown.join('')}>${inner}</${node.localName}>`;
}

function plainUrl(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
