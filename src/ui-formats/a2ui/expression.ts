/** A piece of a text with `${…}` in it: text, or what is to be put in. */
export type Piece = string | { readonly value: unknown };

const mostDepth = 20;

/**
 * Reads A2UI's `formatString`: `${/path}`, `${path}`, `${now()}`, `${f(value: ${/a}, format: 'x')}`; `\${` is a text. What is to be
 * put in comes as bindings and calls, as if it had been written in JSON. A fault is text as well: nobody should lose a sentence by it.
 */
export function readTemplate(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = template;
  for (;;) {
    const [text = '', mark] = /^((?:\\\$\{|(?!\$\{)[^])*)(\$\{)?/.exec(rest)?.slice(1) ?? [];
    if (text !== '') pieces.push(text.replaceAll('\\${', '${'));
    if (mark === undefined) return pieces;
    const reader = new ExpressionReader(rest, text.length + 2);
    const value = reader.read();
    if (value === undefined) return [...pieces, rest.slice(text.length)];
    pieces.push({ value: value.value });
    rest = rest.slice(reader.at);
  }
}

interface Read {
  readonly value: unknown;
}

/** Reads one expression and the bracket behind it. */
class ExpressionReader {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** The expression up to its bracket; undefined where it is none. */
  read(depth = 0): Read | undefined {
    const value = this.#expression(depth);
    return value && this.#takes(/\s*\}/y) !== undefined ? value : undefined;
  }

  #expression(depth: number): Read | undefined {
    this.#takes(/\s+/y);
    if (depth > mostDepth) return undefined;
    if (this.#takes(/\$\{/y) !== undefined) return this.read(depth + 1);
    const quoted = this.#takes(/'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"/y);
    if (quoted !== undefined) return { value: unquoted(quoted.slice(1, -1)) };
    const number = this.#takes(/-?\d+(?:\.\d*)?(?![\w/])/y);
    if (number !== undefined) return { value: Number(number) };
    const name = this.#takes(/[@\w/.~-]*/y) ?? '';
    if (name === 'true' || name === 'false') return { value: name === 'true' };
    if (name === 'null') return { value: '' };
    if (this.#takes(/\s*\(/y) !== undefined) return this.#call(name, depth);
    return name === '' ? { value: '' } : { value: { '@path': name } };
  }

  #call(name: string, depth: number): Read | undefined {
    const args: [string, unknown][] = [];
    while (this.#takes(/\s*\)/y) === undefined) {
      const arg = this.#takes(/\s*\w+\s*:/y);
      const value = arg === undefined ? undefined : this.#expression(depth + 1);
      if (arg === undefined || !value) return undefined;
      args.push([arg.replace(':', '').trim(), value.value]);
      this.#takes(/\s*,/y);
    }
    return { value: { '@call': name, args: Object.fromEntries(args) } };
  }

  #takes(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

function unquoted(text: string): string {
  const marks: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return text.replaceAll(/\\([^])/g, (_, char: string) => marks[char] ?? char);
}
