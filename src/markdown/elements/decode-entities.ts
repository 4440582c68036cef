import { rawHtml } from './lazy-raw-html.ts';

// The entities that answers use. HTML has 2,125 names: the DOM knows the others, asked as raw HTML.
const known = new Map<string, string>();
const common =
  'amp=& lt=< gt=> quot=" apos=\' nbsp=\u00a0 copy=© reg=® trade=™ hellip=… mdash=— ndash=– ' +
  'lsquo=‘ rsquo=’ ldquo=“ rdquo=” bull=• middot=· times=× deg=° euro=€ larr=← rarr=→ ne=≠ le=≤ ge=≥';
for (const pair of common.split(' ')) {
  const [name = '', character = ''] = pair.split('=', 2);
  known.set(name, character);
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]*));/g;

/** Tells whether a text has names of characters that only the DOM may know. */
export function hasRareEntity(text: string): boolean {
  if (!text.includes('&')) return false;
  return Array.from(text.matchAll(reference)).some(([, , , name]) => name && !known.has(name));
}

/**
 * Decodes character references as CommonMark §2.5 does. Without what shows raw HTML the rare names
 * stay as they are written; the first render in the browser must do without it too, to match the
 * server's.
 */
export function decodeEntities(text: string, hasDom: boolean): string {
  if (!text.includes('&')) return text;
  return text.replace(
    reference,
    (whole: string, decimal?: string, hex?: string, name?: string): string => {
      if (name !== undefined) return known.get(name) ?? (hasDom ? decodeByDom(whole) : whole);
      return fromCode(decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10));
    },
  );
}

function fromCode(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

function decodeByDom(entity: string): string {
  const part = rawHtml.get();
  let text = known.get(entity);
  if (text === undefined) {
    if (!part) return entity;
    const decoded = part.sanitizeHtml(entity).textContent ?? '';
    // `&notit;` decodes as `&not` and `it;`: such a name is no entity.
    text = decoded === '' || decoded.endsWith(';') ? entity : decoded;
    known.set(entity, text);
  }
  return text;
}
