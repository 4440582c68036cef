import type { Token } from '../syntax/marked.ts';
import {
  type NestChild,
  type NestItem,
  type NestPart,
  type NestRun,
  isPart,
} from '../elements/nest-part.ts';
import { type HtmlPiece, parseHtml, tableParts } from './parse-html.ts';
import { escapeDisallowed } from '../syntax/disallowed-tags.ts';
import { childrenOf } from '../syntax/token-fields.ts';

interface OwnRun<T> {
  readonly id: number;
  readonly blocks: NestChild<T>[];
}

interface Frame<T> {
  readonly name: string;
  readonly element: Element;
  readonly runs: OwnRun<T>[];
  readonly fostered: NestChild<T>[];
}

/** Elements in elements that raw HTML may leave open; more are closed where they are opened. */
const deepest = 30;

/**
 * Puts blocks into the elements that raw HTML before them has left open, as a browser does that
 * parses the whole: `<details>`, a blank line, markdown, `</details>`. Runs without such elements
 * are handed on as they are. `isWhole` says that nothing more may follow, `isFormattingKept` that formatting
 * which a paragraph leaves open goes on in the blocks behind it.
 */
export function nestHtml<T extends NestItem>(
  runs: readonly NestRun<T>[],
  tokenOf: (item: T) => Token,
  isWhole = false,
  isFormattingKept = false,
): readonly NestRun<T>[] {
  const nest = new HtmlNest(tokenOf, isFormattingKept);
  const nested = nest.place(runs);
  if (!isWhole || isFormattingKept) return nested;
  return nest.end(runs.flatMap(itemsOf).findLast((item) => tokenOf(item).type !== 'space'));
}

/** Whether a run has no raw HTML, which is nearly always so. */
const flat = new WeakMap<object, boolean>();

class HtmlNest<T extends NestItem> {
  readonly #tokenOf: (item: T) => Token;
  readonly #isFormattingKept: boolean;
  readonly #root: OwnRun<T>[] = [];
  readonly #open: Frame<T>[] = [];
  #page = 0;

  constructor(tokenOf: (item: T) => Token, isFormattingKept: boolean) {
    this.#tokenOf = tokenOf;
    this.#isFormattingKept = isFormattingKept;
  }

  place(runs: readonly NestRun<T>[]): readonly NestRun<T>[] {
    for (const run of runs) {
      if (this.#open.length === 0 && !this.#isFormattingKept && this.#isFlat(run)) {
        // Only read from here on: what follows is of other pages.
        this.#root.push(run as OwnRun<T>);
        continue;
      }
      this.#page = run.id;
      for (const item of itemsOf(run)) this.#placeItem(item);
    }
    return this.#root;
  }

  /**
   * Ends the message as an HTML parser does: formatting that the last paragraph leaves open begins
   * again in the white space behind it. Before other blocks it does not, so that an example of a
   * tag in a text does not change the rest of it.
   */
  end(last: T | undefined): readonly NestRun<T>[] {
    if (!last || this.#tokenOf(last).type !== 'paragraph') return this.#root;
    const tags = leftOpen(this.#tokenOf(last));
    if (tags === '') return this.#root;
    this.#page = -1;
    const { levels } = parseHtml(tags, []);
    this.#push(partOf(last, 'end', levels[0] ?? []));
    return this.#root;
  }

  #isFlat(run: NestRun<T>): boolean {
    const known = flat.get(run);
    if (known !== undefined) return known;
    const isFlat = itemsOf(run).every((item) => this.#tokenOf(item).type !== 'html');
    flat.set(run, isFlat);
    return isFlat;
  }

  #placeItem(item: T): void {
    const token = this.#tokenOf(item);
    if (token.type === 'html') this.#placeHtml(item, token);
    else if (this.#open.length === 0 || token.type === 'space' || token.type === 'def') {
      this.#push(item);
    } else this.#placeMarkdown(item, token);
    if (!this.#isFormattingKept || token.type !== 'paragraph') return;
    const raw = leftOpen(token);
    if (raw !== '') this.#placeHtml(item, { type: 'html', raw });
  }

  #placeHtml(item: T, token: Token): void {
    const around = this.#open.map(({ name }) => name);
    const { levels, fostered, kept, opened } = parseOnce(token, around);
    if (fostered.length > 0) this.#foster(partOf(item, 'before', fostered));
    for (let level = levels.length - 1; level >= kept; level--) {
      this.#open.length = level;
      const nodes = levels[level] ?? [];
      if (nodes.every(isBlank) && this.#innermost?.name !== 'pre') continue;
      const open = (level === kept ? opened : [])
        .slice(0, Math.max(deepest - level, 0))
        .map((element) => ({ name: element.localName, element, runs: [], fostered: [] }));
      this.#push(partOf(item, level, nodes, open));
      this.#open.push(...open);
    }
  }

  #placeMarkdown(item: T, token: Token): void {
    // A block ends an open paragraph, unless a cell or caption lies between.
    const paragraph = this.#findOpen((name) => name === 'p');
    if (paragraph > this.#findOpen((name) => scopes.has(name))) this.#open.length = paragraph;
    if (tableParts.has(this.#innermost?.name ?? '')) {
      // A table ends the table that it stands in, all else goes before it.
      if (token.type !== 'table') return this.#foster(item);
      this.#open.length = this.#findOpen((name) => name === 'table');
    }
    if (token.type === 'paragraph') this.#placeParagraph(item, childrenOf(token));
    else this.#push(item);
  }

  /** An end tag in a paragraph may close an element around it: what follows stands outside. */
  #placeParagraph(item: T, tokens: readonly Token[]): void {
    let from = 0;
    for (const [at, name] of tagsIn(tokens).ends) {
      const frame = this.#findOpen((open) => open === name);
      if (frame < 0) continue;
      this.#push(partOf(item, `p${from}`, [], [], [from, at]));
      this.#open.length = frame;
      from = at + 1;
    }
    if (from === 0) this.#push(item);
    else this.#push(partOf(item, `p${from}`, [], [], [from, Infinity]));
  }

  get #innermost(): Frame<T> | undefined {
    return this.#open.at(-1);
  }

  #findOpen(matches: (name: string) => boolean): number {
    return this.#open.findLastIndex(({ name }) => matches(name));
  }

  #push(child: NestChild<T>): void {
    const runs = this.#innermost?.runs ?? this.#root;
    const run = runs.at(-1);
    if (run?.id === this.#page) run.blocks.push(child);
    else runs.push({ id: this.#page, blocks: [child] });
  }

  #foster(child: NestChild<T>): void {
    this.#open[this.#findOpen((name) => name === 'table')]?.fostered.push(child);
  }
}

function itemsOf<T extends NestItem>({ blocks }: NestRun<T>): readonly T[] {
  return blocks.filter((child): child is T => !isPart(child));
}

const scopes = new Set(['table', 'td', 'th', 'caption']);

function partOf<T extends NestItem>(
  of: T,
  place: string | number,
  nodes: readonly Node[],
  open: readonly Frame<T>[] = [],
  range?: readonly [number, number],
): NestPart<T> {
  const part = { key: `${of.id}:${place}`, of, nodes, open };
  return range ? { ...part, range } : part;
}

function isBlank(node: Node): boolean {
  return node.nodeType === 3 && node.textContent?.trim() === '';
}

/** Elements of formatting, which outlive the paragraph that leaves them open. */
const formatting = /^<(?:a|b|big|code|em|i|s|small|strike|strong|tt|u)\b/i;

/** The tags of formatting that a paragraph leaves open. */
function leftOpen(token: Token): string {
  const open = tagsIn(childrenOf(token)).begun.filter(({ raw }) => formatting.test(raw));
  return open
    .slice(0, deepest)
    .map(({ raw }) => raw)
    .join('');
}

/** The end tags of elements that begin outside these tokens, and the start tags of those that do not end. */
function tagsIn(tokens: readonly Token[]) {
  const ends: (readonly [at: number, name: string])[] = [];
  const begun: { readonly name: string; readonly raw: string }[] = [];
  for (const [at, { type, raw }] of tokens.entries()) {
    const [, slash, written = ''] = (type === 'html' && /^<(\/?)([a-z][\w-]*)/i.exec(raw)) || [];
    const name = written.toLowerCase();
    const start = begun.findLastIndex((tag) => tag.name === name);
    if (slash === '') begun.push({ name, raw });
    else if (start >= 0) begun.length = start;
    else if (slash === '/') ends.push([at, name]);
  }
  return { ends, begun };
}

const parsed = new WeakMap<Token, { readonly source: string; readonly piece: HtmlPiece }>();
// Most tags come again and again.
const pieces = new Map<string, HtmlPiece>();
const cacheSize = 500;

function parseOnce(token: Token, around: readonly string[]): HtmlPiece {
  const source = `${around.join(' ')}>${token.raw}`;
  const known = parsed.get(token);
  if (known?.source === source) return known.piece;
  const piece = pieces.get(source) ?? parseHtml(escapeDisallowed(token.raw), around);
  if (pieces.size >= cacheSize) pieces.clear();
  pieces.set(source, piece);
  parsed.set(token, { source, piece });
  return piece;
}
