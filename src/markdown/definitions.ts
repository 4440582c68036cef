import type { Links } from './marked.ts';

/**
 * The link definitions of a document, as the object that marked's lexer reads and writes. It notes
 * which labels are looked up, found or not: a block depends on these definitions and no others.
 */
export class Definitions {
  readonly #known: Links = Object.create(null) as Links;
  #reads: Set<string> | undefined;
  #onDefine: ((label: string) => void) | undefined;

  /** What goes into `lexer.tokens.links`. */
  readonly links: Links = new Proxy(this.#known, {
    get: (known, label) => {
      this.#read(label);
      return Reflect.get(known, label) as unknown;
    },
    getOwnPropertyDescriptor: (known, label) => {
      this.#read(label);
      return Reflect.getOwnPropertyDescriptor(known, label);
    },
    set: (known, label, value) => {
      if (typeof label === 'string') this.#onDefine?.(label);
      return Reflect.set(known, label, value);
    },
  });

  #read(label: string | symbol): void {
    if (typeof label === 'string') this.#reads?.add(label);
  }

  /** Runs `lex` and returns the labels that it looked up. */
  readsOf(lex: () => void): Set<string> {
    const reads = new Set<string>();
    this.#reads = reads;
    lex();
    this.#reads = undefined;
    return reads;
  }

  /**
   * Forgets `labels`, runs `lex`, which may define them again or others, and returns the labels
   * whose meaning is another one afterwards.
   */
  redefine(
    labels: readonly string[],
    lex: () => void,
    onDefine: (label: string) => void,
  ): string[] {
    const before = new Map(labels.map((label) => [label, this.#known[label]]));
    for (const label of labels) delete this.#known[label];
    this.#onDefine = (label) => {
      if (!before.has(label)) before.set(label, undefined);
      onDefine(label);
    };
    lex();
    this.#onDefine = undefined;
    return [...before].filter(([label, old]) => !isSame(old, this.#known[label])).map(([l]) => l);
  }
}

function isSame(a: Links[string] | undefined, b: Links[string] | undefined): boolean {
  return a?.href === b?.href && a?.title === b?.title && !a === !b;
}
