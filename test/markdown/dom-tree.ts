import DOMPurify from 'dompurify';

const blocks = new Set(
  (
    'article aside blockquote body br caption center col colgroup dd del details div dl dt figcaption figure footer h1 h2 ' +
    'h3 h4 h5 h6 header hr li ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const attributes =
  'align alt checked colspan datetime disabled height href lang open reversed rowspan src start title type value width'.split(
    ' ',
  );
const sanitised = {
  ALLOWED_TAGS: [
    ...blocks,
    ...(
      'a abbr b bdi bdo cite code dfn em i img input ins kbd mark q rp rt ruby s samp small span strike strong sub ' +
      'sup time tt u var wbr #text'
    ).split(' '),
  ],
  ALLOWED_ATTR: attributes,
  RETURN_DOM_FRAGMENT: true as const,
};

/** The tree of HTML as a browser parses it, sanitised. */
export function treeOfHtml(html: string): string {
  return treeOf(DOMPurify.sanitize(html, sanitised));
}

/**
 * Writes down elements, attributes and text, without the kit's furniture and wrappers and without
 * white space that only separates blocks.
 */
export function treeOf(root: ParentNode): string {
  const lines: string[] = [];
  write(root, lines);
  return lines.join('\n');
}

function write(parent: ParentNode, lines: string[], isPre = false): void {
  let text = '';
  const end = () => {
    const shown = isPre ? text : text.replace(/\s+/g, ' ');
    if (shown.trim() !== '') lines.push(isPre ? JSON.stringify(shown) : shown.trim());
    text = '';
  };
  for (const node of flatten(parent)) {
    if (node instanceof Text) {
      text += node.data;
      continue;
    }
    if (!(node instanceof Element)) continue;
    const isSpaced = !blocks.has(node.localName) && /\s$/.test(text) && text.trim() !== '';
    end();
    if (isSpaced) lines.push('␣');
    lines.push(`<${node.localName}${attributesOf(node)}>`);
    write(node, lines, isPre || node.localName === 'pre');
    lines.push(`</${node.localName}>`);
  }
  end();
}

/** The children, with those of wrappers in their place and without furniture. */
function flatten(parent: ParentNode): ChildNode[] {
  return [...parent.childNodes].flatMap((node) => {
    if (!(node instanceof Element)) return [node];
    if (node.hasAttribute('data-chrome')) return [];
    const isWrapper = /^(?:div|span)$/.test(node.localName) && node.className.startsWith('rv-');
    return isWrapper ? flatten(node) : [node];
  });
}

function attributesOf(element: Element): string {
  return attributes
    .filter((name) => element.hasAttribute(name))
    .map((name) => ` ${name}=${JSON.stringify(plain(element.getAttribute(name) ?? ''))}`)
    .join('');
}

function plain(value: string): string {
  try {
    return decodeURI(value);
  } catch {
    return value;
  }
}
