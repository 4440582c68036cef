import { sanitizeHtml } from './dompurify.ts';

// The entities that answers use. HTML has 2,125 names: where a DOM exists it knows the others.
const common = new Map<string, string>();
const pairs =
  'amp=& lt=< gt=> quot=" apos=\' nbsp=\u00a0 copy=© reg=® trade=™ hellip=… mdash=— ' +
  'ndash=– lsquo=‘ rsquo=’ ldquo=“ rdquo=” laquo=« raquo=» bull=• middot=· times=× ' +
  'divide=÷ plusmn=± deg=° para=¶ sect=§ euro=€ pound=£ yen=¥ cent=¢ larr=← uarr=↑ ' +
  'rarr=→ darr=↓ harr=↔ lArr=⇐ rArr=⇒ hArr=⇔ infin=∞ ne=≠ le=≤ ge=≥ asymp=≈ minus=− ' +
  'radic=√ sum=∑ prod=∏ int=∫ part=∂ nabla=∇ isin=∈ notin=∉ sub=⊂ sup=⊃ cap=∩ cup=∪ ' +
  'and=∧ or=∨ not=¬ forall=∀ exist=∃ empty=∅ alpha=α beta=β gamma=γ delta=δ theta=θ ' +
  'lambda=λ mu=μ pi=π sigma=σ tau=τ omega=ω Delta=Δ Omega=Ω check=✓ cross=✗ szlig=ß ' +
  'auml=ä ouml=ö uuml=ü Auml=Ä Ouml=Ö Uuml=Ü eacute=é egrave=è sup2=² sup3=³ frac12=½ ' +
  'ensp=\u2002 emsp=\u2003 thinsp=\u2009 shy=\u00ad semi=; lbrack=[ rbrack=] lpar=( ' +
  'rpar=) ast=* lowbar=_ grave=` num=# excl=! vert=| bsol=\\ sol=/ colon=: comma=, ' +
  'period=. Tab=\t NewLine=\n';
for (const pair of pairs.split(' ')) {
  const equals = pair.indexOf('=');
  common.set(pair.slice(0, equals), pair.slice(equals + 1));
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]*));/g;

/**
 * Decodes character references as CommonMark §2.5 does. Without a DOM the rare names stay as they
 * are written; the first render in the browser must do without it too, to match the server's.
 */
export function decodeEntities(text: string, hasDom: boolean): string {
  if (!text.includes('&')) return text;
  return text.replace(
    reference,
    (whole: string, decimal?: string, hex?: string, name?: string): string => {
      if (name !== undefined) return common.get(name) ?? (hasDom ? decodeByDom(whole) : whole);
      return fromCode(decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10));
    },
  );
}

function fromCode(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

function decodeByDom(entity: string): string {
  let text = common.get(entity);
  if (text === undefined) {
    const decoded = sanitizeHtml(entity).textContent ?? '';
    // `&notit;` decodes as `&not` and `it;`: such a name is no entity.
    text = decoded === '' || decoded.endsWith(';') ? entity : decoded;
    common.set(entity, text);
  }
  return text;
}
