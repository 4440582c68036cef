import type { Links } from './marked.ts';
import { isIndex } from './brackets.ts';

/** A destination that is not known yet. */
export const pendingHref = 'about:pending';

/**
 * The link definitions of a document, as the object that marked's lexer reads and writes. It notes
 * which labels are looked up, found or not: a text depends on these definitions and no others.
 */
export class Definitions {
  readonly #known: Links = Object.create(null) as Links;
  #reads: Set<string> | undefined;
  #expected: ReadonlySet<string> = new Set();
  /** Whether a closed text has `[text][label]` or `[label][]`: then `[label]` will be a link, too. */
  #hasReferences = false;
  #onDefine: ((label: string) => void) | undefined;
  /** Labels that were defined: the title of their definition has begun, and will end. */
  readonly #lost = new Set<string>();

  /** What goes into `lexer.tokens.links`. */
  readonly links: Links = new Proxy(this.#known, {
    get: (known, label) => {
      this.#read(label);
      return (Reflect.get(known, label) as unknown) ?? this.#expect(label)?.value;
    },
    getOwnPropertyDescriptor: (known, label) => {
      this.#read(label);
      return Reflect.getOwnPropertyDescriptor(known, label) ?? this.#expect(label);
    },
    set: (known, label, value) => {
      if (typeof label === 'string') this.#onDefine?.(label);
      return Reflect.set(known, label, value);
    },
  });

  #read(label: string | symbol): void {
    if (typeof label === 'string') this.#reads?.add(label);
  }

  #expect(label: string | symbol) {
    if (typeof label !== 'string' || !this.#expected.has(label)) return undefined;
    return { value: { href: pendingHref, title: null }, configurable: true };
  }

  /** Counts what changes the meaning of references. */
  version = 0;

  /** Whether a normalised label is defined. */
  has(label: string): boolean {
    return this.#known[label] !== undefined;
  }

  /** Runs `lex` and returns the labels that it looked up. */
  readsOf(lex: () => void): ReadonlySet<string> {
    const reads = new Set<string>();
    this.#reads = reads;
    lex();
    this.#reads = undefined;
    return reads;
  }

  /** Runs `lex` as if the labels that `text` refers to were defined somewhere below. */
  expecting(text: string, lex: () => void): void {
    this.#expected = new Set([...referencesIn(text, this.#hasReferences), ...this.#lost]);
    lex();
    this.#expected = new Set();
  }

  /** Whether `text` refers to a definition that may still come; `reads` are the labels that it looks up. */
  isPending(text: string, reads?: ReadonlySet<string>): boolean {
    if (reads && [...this.#lost].some((label) => reads.has(label))) return true;
    return referencesIn(text, this.#hasReferences).some((label) => !this.has(label));
  }

  /** Notes how a closed text writes its references. */
  learn(text: string): void {
    if (this.#hasReferences || referencesIn(text).length === 0) return;
    this.#hasReferences = true;
    this.version++;
  }

  /**
   * Forgets `labels`, runs `lex`, which may define them again or others, and returns the labels
   * whose meaning is another one afterwards, and how to take all that back.
   */
  redefine(
    labels: readonly string[],
    lex: () => void,
    onDefine: (label: string) => void,
  ): { changed: string[]; undo: () => void } {
    const before = new Map(labels.map((label) => [label, this.#known[label]]));
    this.forget(labels);
    this.#onDefine = (label) => {
      if (!before.has(label)) before.set(label, undefined);
      onDefine(label);
    };
    lex();
    this.#onDefine = undefined;
    for (const [label, old] of before) {
      if (this.has(label)) this.#lost.delete(label);
      else if (old) this.#lost.add(label);
    }
    const changed = [...before].filter(([label, old]) => !isSame(old, this.#known[label]));
    if (changed.length > 0) this.version++;
    const undo = () => {
      for (const [label, old] of before) {
        if (old) this.#known[label] = old;
        if (old) this.#lost.delete(label);
        else delete this.#known[label];
      }
    };
    return { changed: changed.map(([label]) => label), undo };
  }

  /** Forgets these definitions, or all. */
  forget(labels: readonly string[] = Object.keys(this.#known)): void {
    for (const label of labels) delete this.#known[label];
  }
}

/** What is in brackets and no label: a number, a box, a footnote, an alert. */
const literal = /^(?:\P{L}*|x|\^.*|!(?!\[).*)$/iu;

/**
 * The labels in `[text][label]` and `[label][]`, and behind one of these also in `[label]`, but not in
 * `matrix[i][j]` nor in the citations `[1][2]`.
 */
function referencesIn(text: string, hasReferences = false): string[] {
  const labels: string[] = [];
  const starts: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/\\[^]|[[\]]/g)) {
    if (mark === '[') starts.push(index);
    const start = mark === ']' ? starts.pop() : undefined;
    if (start === undefined) continue;
    const inner = text.slice(start + 1, index);
    const before = text.slice(Math.max(0, start - 80), start);
    if (isIndex(before) || literal.test(inner)) continue;
    const [full, label] = /^\[([^[\]]*)\]/.exec(text.slice(index + 1, index + 1000)) ?? [];
    hasReferences ||= full !== undefined;
    const isLikely = hasReferences || /(?:^|[^\\])!$/.test(before);
    const isShort = isLikely && text[index + 1] !== '(' && !/[[\]]/.test(inner);
    if (full !== undefined || isShort) labels.push(normalizeLabel(label || inner));
  }
  return labels;
}

/** Labels differ by more than case and the amount of white space. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase();
}

function isSame(a: Links[string] | undefined, b: Links[string] | undefined): boolean {
  return a?.href === b?.href && a?.title === b?.title && !a === !b;
}
