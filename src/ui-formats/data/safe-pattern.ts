/** What a pattern is made of. */
type Node =
  | { readonly kind: 'set'; readonly has: (char: string) => boolean }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' | 'word' | 'inside' }
  | { readonly kind: 'look'; readonly of: Node; readonly isNegative: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number };

const mostPattern = 500;
const mostText = 5000;
const mostWork = 2_000_000;
const isWord = (char: string | undefined): boolean => char !== undefined && /\w/.test(char);

/**
 * Whether a text matches a regular expression that a stranger wrote; undefined where it is too long, or says something that cannot be
 * answered in bounded time. All places that are reachable are followed at once, so that no pattern makes a reader wait.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  if (pattern.length > mostPattern || text.length > mostText) return undefined;
  try {
    const node = new PatternReader(pattern).read();
    const starts = new Set(Array.from({ length: text.length + 1 }, (_, at) => at));
    return new Matcher(text).ends(node, starts).size > 0;
  } catch {
    return undefined;
  }
}

class Matcher {
  #work = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The places where a node can end that begins at one of these. */
  ends(node: Node, starts: ReadonlySet<number>): ReadonlySet<number> {
    this.#work += starts.size + 1;
    if (this.#work > mostWork) throw new RangeError('too much to try');
    switch (node.kind) {
      case 'set':
        return new Set(
          [...starts]
            .filter((at) => at < this.text.length && node.has(this.text[at] ?? ''))
            .map((at) => at + 1),
        );
      case 'edge':
        return new Set([...starts].filter((at) => this.#isEdge(node.at, at)));
      case 'look':
        return new Set(
          [...starts].filter(
            (at) => this.ends(node.of, new Set([at])).size > 0 !== node.isNegative,
          ),
        );
      case 'all':
        return node.of.reduce((places, part) => this.ends(part, places), starts);
      case 'any':
        return new Set(node.of.flatMap((part) => [...this.ends(part, starts)]));
      default:
        return this.#repeat(node, starts);
    }
  }

  #repeat(
    { of, least, most }: Extract<Node, { kind: 'repeat' }>,
    starts: ReadonlySet<number>,
  ): ReadonlySet<number> {
    let places = starts;
    for (let count = 0; count < least && places.size > 0; count += 1)
      places = this.ends(of, places);
    const found = new Set(places);
    for (let count = least; count < most && places.size > 0; count += 1) {
      places = new Set([...this.ends(of, places)].filter((at) => !found.has(at)));
      for (const at of places) found.add(at);
    }
    return found;
  }

  #isEdge(kind: 'start' | 'end' | 'word' | 'inside', at: number): boolean {
    if (kind === 'start') return at === 0;
    if (kind === 'end') return at === this.text.length;
    return (isWord(this.text[at - 1]) !== isWord(this.text[at])) === (kind === 'word');
  }
}

/** Reads a pattern; throws at what it does not know: references back, looks behind. */
class PatternReader {
  #at = 0;
  readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  read(): Node {
    const node = this.#choice(0);
    if (this.#at < this.pattern.length) throw new SyntaxError('a bracket is not open');
    return node;
  }

  #choice(depth: number): Node {
    if (depth > 20) throw new RangeError('too deep');
    const branches: Node[][] = [[]];
    while (this.#at < this.pattern.length && this.pattern[this.#at] !== ')') {
      if (this.#takes('|')) branches.push([]);
      else branches.at(-1)?.push(this.#quantified(depth));
    }
    return { kind: 'any', of: branches.map((of) => ({ kind: 'all', of })) };
  }

  #quantified(depth: number): Node {
    const of = this.#atom(depth);
    const [found, mark, least = '', comma, most = ''] =
      /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.pattern.slice(this.#at)) ?? [];
    if (found === undefined) return of;
    this.#at += found.length;
    if (mark === undefined) {
      const upper = comma === undefined ? Number(least) : most === '' ? Infinity : Number(most);
      return { kind: 'repeat', of, least: Number(least), most: upper };
    }
    return { kind: 'repeat', of, least: mark === '+' ? 1 : 0, most: mark === '?' ? 1 : Infinity };
  }

  #atom(depth: number): Node {
    const char = this.pattern[this.#at++] ?? '';
    switch (char) {
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'set', has: this.#class() };
      case '.':
        return { kind: 'set', has: (other) => other !== '\n' };
      case '^':
        return { kind: 'edge', at: 'start' };
      case '$':
        return { kind: 'edge', at: 'end' };
      case '\\': {
        const edge = this.pattern[this.#at];
        if (edge === 'b' || edge === 'B') {
          this.#at += 1;
          return { kind: 'edge', at: edge === 'b' ? 'word' : 'inside' };
        }
        return { kind: 'set', has: this.#escape() };
      }
      case '*':
      case '+':
      case '?':
        throw new SyntaxError('nothing to repeat');
      default:
        return { kind: 'set', has: (other) => other === char };
    }
  }

  #group(depth: number): Node {
    const [sign = ''] = /^\?(?:[:=!]|<(?![=!])[^>]*>)/.exec(this.pattern.slice(this.#at)) ?? [];
    if (sign === '' && this.pattern[this.#at] === '?') throw new SyntaxError('looks behind');
    this.#at += sign.length;
    const of = this.#choice(depth + 1);
    if (!this.#takes(')')) throw new SyntaxError('a bracket is open');
    return sign === '?=' || sign === '?!' ? { kind: 'look', of, isNegative: sign === '?!' } : of;
  }

  #class(): (char: string) => boolean {
    const [source] = /^\^?(?:\\.|[^\]\\])*\]/s.exec(this.pattern.slice(this.#at)) ?? [];
    if (source === undefined) throw new SyntaxError('a class is open');
    this.#at += source.length;
    // One class on one character cannot take long: the engine of the browser may say what it means.
    const set = new RegExp(`^[${source}$`);
    return (char) => set.test(char);
  }

  #escape(): (char: string) => boolean {
    const [source = ''] =
      /^(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[dDwWsSntrfv0]|[^\w])/s.exec(
        this.pattern.slice(this.#at),
      ) ?? [];
    if (source === '') throw new SyntaxError('refers back');
    this.#at += source.length;
    const set = new RegExp(`^\\${source}$`);
    return (char) => set.test(char);
  }

  #takes(mark: string): boolean {
    if (this.pattern[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }
}
