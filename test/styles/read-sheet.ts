/** Weights of a selector: ids, classes (with attributes and pseudo-classes), elements (with pseudo-elements). */
export type Specificity = readonly [ids: number, classes: number, elements: number];

/** A style rule of a sheet, as it stands there. */
export interface StyleRule {
  readonly selector: string;
  readonly specificity: Specificity;
  readonly declarations: string;
}

/** Reads all style rules of a sheet, also nested ones and those in at-rules; `&` weighs what the rule around it weighs. */
export function readSheet(css: string): StyleRule[] {
  const rules: StyleRule[] = [];
  readBlock(css.replaceAll(/\/\*[^]*?\*\//g, ''), [0, 0, 0], true);
  return rules;

  function readBlock(block: string, parent: Specificity, isTop: boolean): string {
    let rest = block;
    let declarations = '';
    for (let open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
      const close = endOfBlock(rest, open);
      const start = Math.max(rest.lastIndexOf(';', open), rest.lastIndexOf('}', open)) + 1;
      const prelude = rest.slice(start, open).trim();
      const inner = rest.slice(open + 1, close);
      declarations += rest.slice(0, start);
      rest = rest.slice(close + 1);
      if (prelude.startsWith('@keyframes')) continue;
      if (prelude.startsWith('@')) declarations += readBlock(inner, parent, isTop);
      else readRule(prelude, inner, parent, isTop);
    }
    return declarations + rest;
  }

  function readRule(prelude: string, inner: string, parent: Specificity, isTop: boolean) {
    for (const selector of splitList(prelude)) {
      const implied = isTop || selector.includes('&') ? selector : `& ${selector}`;
      const specificity = weigh(implied, parent);
      const at = rules.push({ selector: implied, specificity, declarations: '' }) - 1;
      const declarations = readBlock(inner, specificity, false);
      rules[at] = { selector: implied, specificity, declarations };
    }
  }
}

/** Weighs one selector by Selectors 4, section 15. */
export function weigh(selector: string, parent: Specificity = [0, 0, 0]): Specificity {
  let sum: Specificity = [0, 0, 0];
  const add = ([a, b, c]: Specificity) => (sum = [sum[0] + a, sum[1] + b, sum[2] + c]);
  const part = /(::?)([\w-]+)(\()?|([.#])[\w-]+|\[[^\]]*\]|&|[a-z][\w-]*/giy;
  for (let at = 0; at < selector.length;) {
    part.lastIndex = at;
    const [text = '', colons, name = '', hasList, mark] = part.exec(selector) ?? [];
    at += Math.max(1, text.length);
    const end = hasList ? endOfList(selector, at) : at;
    const listed = selector.slice(at, end);
    const list = splitList(name.startsWith('nth-') ? listed.replace(/^.* of /, '') : listed);
    at = hasList ? end + 1 : at;
    if (text === '') continue;
    if (text === '&') add(parent);
    else if (colons === '::') add([0, 0, 1]);
    else if (colons === ':') {
      const heaviest = list
        .map((each) => weigh(each, parent))
        .sort(compare)
        .at(-1);
      const isOf = hasList !== undefined && /^(?:host|host-context|nth-.*)$/.test(name);
      if (/^(?:is|not|has)$/.test(name) || isOf) add(heaviest ?? [0, 0, 0]);
      if (!/^(?:is|not|has|where)$/.test(name)) add([0, 1, 0]);
    } else if (mark === '#') add([1, 0, 0]);
    else add(mark === '.' || text.startsWith('[') ? [0, 1, 0] : [0, 0, 1]);
  }
  return sum;
}

function compare(a: Specificity, b: Specificity): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function splitList(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (/[([]/.test(letter)) depth++;
    if (/[)\]]/.test(letter)) depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((each) => each.trim()).filter((each) => each !== '');
}

function endOfList(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; depth > 0; at++) depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
  return at - 1;
}

function endOfBlock(text: string, open: number): number {
  let depth = 1;
  let at = open + 1;
  for (; depth > 0; at++) depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
  return at - 1;
}
