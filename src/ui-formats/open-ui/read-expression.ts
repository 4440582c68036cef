/** An expression of OpenUI Lang. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'list'; readonly of: readonly Expression[] }
  | { readonly kind: 'map'; readonly of: readonly (readonly [string, Expression])[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | { readonly kind: 'choice'; readonly of: readonly [Expression, Expression, Expression] }
  | {
      readonly kind: 'operation';
      readonly sign: string;
      readonly of: readonly [Expression, Expression];
    };

const mostDepth = 100;
const ranks: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Reads an expression; undefined where the text is none. */
export function readExpression(text: string): Expression | undefined {
  try {
    const reader = new ExpressionReader(text);
    return reader.whole();
  } catch {
    return undefined;
  }
}

class ExpressionReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Expression {
    const expression = this.#choice();
    this.#takes(/\s*/y);
    if (this.#at < this.#text.length) throw new SyntaxError('more than an expression');
    return expression;
  }

  #choice(): Expression {
    this.#depth += 1;
    if (this.#depth > mostDepth) throw new RangeError('too deep');
    const asked = this.#operation(0);
    this.#depth -= 1;
    if (this.#takes(/\s*\?/y) === undefined) return asked;
    const then = this.#choice();
    this.#must(/\s*:/y);
    return { kind: 'choice', of: [asked, then, this.#choice()] };
  }

  #operation(rank: number): Expression {
    const signs = ranks[rank];
    if (!signs) return this.#sign();
    let left = this.#operation(rank + 1);
    for (;;) {
      const sign = signs.find((one) => this.#takesText(one));
      if (sign === undefined) return left;
      left = { kind: 'operation', sign, of: [left, this.#operation(rank + 1)] };
    }
  }

  #sign(): Expression {
    const mark = this.#takes(/\s*[!-]/y)?.trim();
    if (mark !== undefined) return { kind: mark === '!' ? 'not' : 'minus', of: this.#sign() };
    return this.#members(this.#atom());
  }

  #members(of: Expression): Expression {
    const name = this.#takes(/\s*\.\s*\w+/y);
    if (name !== undefined) {
      const value = name.replace('.', '').trim();
      return this.#members({ kind: 'member', of, key: { kind: 'literal', value } });
    }
    if (this.#takes(/[ \t]*\[/y) === undefined) return of;
    const key = this.#choice();
    this.#must(/\s*\]/y);
    return this.#members({ kind: 'member', of, key });
  }

  #atom(): Expression {
    const quoted = this.#takes(/\s*(?:"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*')/y)?.trim();
    if (quoted !== undefined) return { kind: 'literal', value: unquoted(quoted) };
    const number = this.#takes(/\s*\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    if (this.#takes(/\s*\(/y) !== undefined) {
      const inner = this.#choice();
      this.#must(/\s*\)/y);
      return inner;
    }
    if (this.#takes(/\s*\[/y) !== undefined) return { kind: 'list', of: this.#items(/\s*\]/y) };
    if (this.#takes(/\s*\{/y) !== undefined) return { kind: 'map', of: this.#entries() };
    const name = this.#takes(/\s*[@$]?[A-Za-z_]\w*/y)?.trim();
    if (name === undefined) throw new SyntaxError('nothing there');
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null' || name === 'undefined') return { kind: 'literal', value: null };
    return this.#takes(/\s*\(/y) === undefined
      ? { kind: 'name', name }
      : { kind: 'call', name, of: this.#items(/\s*\)/y) };
  }

  #items(end: RegExp): readonly Expression[] {
    const items: Expression[] = [];
    while (this.#takes(end) === undefined) {
      items.push(this.#choice());
      if (this.#takes(/\s*,/y) === undefined) {
        this.#must(end);
        return items;
      }
    }
    return items;
  }

  #entries(): readonly (readonly [string, Expression])[] {
    const entries: (readonly [string, Expression])[] = [];
    while (this.#takes(/\s*\}/y) === undefined) {
      const name = this.#must(/\s*(?:"(?:\\[^]|[^"\\])*"|\w+)\s*:/y)
        .replace(/:$/, '')
        .trim();
      entries.push([name.startsWith('"') ? unquoted(name) : name, this.#choice()]);
      if (this.#takes(/\s*,/y) === undefined) {
        this.#must(/\s*\}/y);
        return entries;
      }
    }
    return entries;
  }

  #takesText(sign: string): boolean {
    const [space = ''] = /^\s*/.exec(this.#text.slice(this.#at, this.#at + 50)) ?? [];
    if (!this.#text.startsWith(sign, this.#at + space.length)) return false;
    this.#at += space.length + sign.length;
    return true;
  }

  #must(pattern: RegExp): string {
    const found = this.#takes(pattern);
    if (found === undefined) throw new SyntaxError('not what is wanted');
    return found;
  }

  #takes(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function unquoted(text: string): string {
  const marks: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return text
    .slice(1, -1)
    .replaceAll(/\\(?:u([\da-fA-F]{4})|([^]))/g, (_, code: string | undefined, char: string) =>
      code === undefined ? (marks[char] ?? char) : String.fromCodePoint(Number.parseInt(code, 16)),
    );
}
