/** Elements of raw HTML that show, and may stand in a line of text. */
export const phrasingNames: readonly string[] = (
  'a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strike strong sub ' +
  'sup time tt u var wbr'
).split(' ');

/** Elements of raw HTML that show as blocks. */
export const flowNames: readonly string[] = (
  'article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 ' +
  'h6 header hr li ol p pre section summary table tbody td tfoot th thead tr ul'
).split(' ');

/**
 * Elements that are markup though the sanitiser takes them out: pages, what dresses or groups its content, what shows
 * no text. Behind them what models call the parts of an answer. Not among them are elements that mean nothing by
 * themselves, whose names therefore are placeholders in prose: `cp <source> <output>`.
 */
const otherNames = (
  'acronym audio big blink body button canvas dialog fieldset font form head hgroup html label legend main marquee math ' +
  'menu nav nobr noscript object picture search select svg template video ' +
  'think thinking thought thoughts reasoning reflection scratchpad'
).split(' ');

const phrasing = new Set(phrasingNames);
const known = new Set([...phrasingNames, ...flowNames, ...otherNames]);

/**
 * Whether a tag is one of HTML: its name is an element's, in small letters or in capitals. `Button` is a component, and
 * behind a word `before` it `Promise<object>` has a parameter, unless an element is often written there: `H<sub>2</sub>`.
 */
export function isElementTag(raw: string, before = ''): boolean {
  const [, name = ''] = /^<\/?([a-z][\w-]*)/i.exec(raw) ?? [];
  const small = name.toLowerCase();
  if (!known.has(small) || (name !== small && name !== name.toUpperCase())) return false;
  const isParameter = /\w$/.test(before) && /^<\w+>$/.test(raw);
  return !isParameter || phrasing.has(name.length > 1 ? small : name);
}
