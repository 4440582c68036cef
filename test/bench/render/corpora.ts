// The documents that the benchmark streams: made from seeds, so that every run and every machine has the same.

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const vocabulary = (
  'the a to of and in is it you that for on with as are this be or by can from will when each which their use ' +
  'request server cache value function stream token render component state update effect memory index query ' +
  'latency throughput buffer parser session message handler worker thread queue lock retry timeout result error'
).split(' ');

/** Writes sentences and blocks as an answer has them. */
class Writer {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  int(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }

  times(low: number, high: number, make: () => string, separator: string): string {
    return Array.from({ length: this.int(low, high) }, make).join(separator);
  }

  words(low: number, high: number): string {
    return this.times(low, high, () => this.pick(vocabulary), ' ');
  }

  title(low: number, high: number): string {
    const words = this.words(low, high);
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  inline(): string {
    const kind = this.#random();
    if (kind < 0.72) return this.words(2, 6);
    if (kind < 0.8) return `**${this.words(1, 3)}**`;
    if (kind < 0.85) return `*${this.words(1, 3)}*`;
    if (kind < 0.94) return `\`${this.pick(vocabulary)}()\``;
    if (kind < 0.99) return `[${this.words(1, 3)}](https://example.com/${this.pick(vocabulary)})`;
    return `~~${this.words(1, 2)}~~`;
  }

  sentence(): string {
    return `${this.title(1, 1)} ${this.times(2, 4, () => this.inline(), ' ')}.`;
  }

  paragraph(): string {
    return this.times(2, 5, () => this.sentence(), ' ');
  }

  codeLine(language: string): string {
    const [a, b, n] = [this.pick(vocabulary), this.pick(vocabulary), this.int(0, 99)];
    if (language === 'python') return `    return [f"{x.${a}}" for x in ${b}s if x != ${n}]  # why`;
    if (language === 'sql') return `SELECT ${a}, COUNT(*) AS n FROM ${b}s WHERE ${a}_id = ${n};`;
    if (language === 'json') return `  "${a}_${n}": { "${b}": ${n}, "on": true },`;
    return `export function ${a}(${b}: Map<string, number>): number { return load(${n}, "${b}"); }`;
  }

  fence(language = this.pick(['typescript', 'python', 'sql', 'json'])): string {
    return `\`\`\`${language}\n${this.times(4, 18, () => this.codeLine(language), '\n')}\n\`\`\``;
  }

  list(): string {
    return this.times(3, 7, () => `- ${this.sentence()}`, '\n');
  }

  row(columns: number): string {
    const cells = Array.from({ length: columns }, () => this.words(1, 4));
    return `| ${cells.join(' | ')} |`;
  }

  tableHead(columns: number): string {
    return `${this.row(columns)}\n|${' --- |'.repeat(columns)}`;
  }

  table(): string {
    const columns = this.int(3, 5);
    return `${this.tableHead(columns)}\n${this.times(3, 8, () => this.row(columns), '\n')}`;
  }

  block(): string {
    const kind = this.#random();
    if (kind < 0.16) return `## ${this.title(2, 6)}`;
    if (kind < 0.58) return this.paragraph();
    if (kind < 0.76) return this.list();
    if (kind < 0.89) return this.fence();
    if (kind < 0.95) return this.table();
    return `> ${this.sentence()}`;
  }
}

function grow(size: number, first: string, next: () => string, separator: string): string {
  let text = first;
  while (text.length < size) text += (text === '' ? '' : separator) + next();
  return `${text}\n`;
}

/** A typical answer of `size` characters: every kind of block; a smaller one is the start of a bigger one. */
export function mixedAnswer(size: number, seed = 1): string {
  const writer = new Writer(seed);
  return grow(size, `# ${writer.title(3, 6)}`, () => writer.block(), '\n\n');
}

/** One block that never ends, by kind. */
const endless: Readonly<Record<string, (size: number, writer: Writer) => string>> = {
  fence: (size, writer) =>
    grow(size, '```typescript', () => writer.codeLine('typescript'), '\n') + '```\n',
  list: (size, writer) => grow(size, '', () => `- ${writer.sentence()}`, '\n'),
  nested: (size, writer) => {
    let depth = 0;
    const item = () => {
      depth = Math.max(0, Math.min(6, depth + writer.pick([1, 1, 0, -1, -2])));
      return `${'  '.repeat(depth)}- ${writer.sentence()}`;
    };
    return grow(size, '', item, '\n');
  },
  quote: (size, writer) => grow(size, '', () => `> ${writer.paragraph()}\n>`, '\n'),
  paragraph: (size, writer) => grow(size, '', () => writer.sentence(), ' '),
  table: (size, writer) => grow(size, writer.tableHead(4), () => writer.row(4), '\n'),
};

/** The names that `corpus` knows, with sizes in KiB. */
export const corpusNames: readonly string[] = [
  'mix-64',
  'mix-256',
  ...Object.keys(endless).map((kind) => `${kind}-64`),
];

/** Makes a document by name: `mix-64`, `fence-64` …; the number is its size in KiB. Throws at unknown names. */
export function corpus(name: string): string {
  const [kind = '', kib = '64'] = name.split('-');
  const size = Number(kib) * 1024;
  if (kind === 'mix') return mixedAnswer(size);
  const make = endless[kind];
  if (!make) throw new Error(`unknown corpus ${name}; known: ${corpusNames.join(', ')}`);
  return make(size, new Writer(kind.length));
}

/** Pieces of 3 to 5 characters, as model tokens are. */
export function modelTokens(text: string): string[] {
  const random = randomFrom(7);
  const tokens: string[] = [];
  for (let at = 0; at < text.length; at += tokens.at(-1)?.length ?? 1) {
    tokens.push(text.slice(at, at + 3 + Math.floor(random() * 3)));
  }
  return tokens;
}
