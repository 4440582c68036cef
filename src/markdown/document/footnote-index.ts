import { isSameList } from '../../view/same-list.ts';
import type { Block, BlockGroup } from '../syntax/block.ts';
import { type Completing, displayToken } from '../complete/display-token.ts';
import type {
  FootnoteDefinitionToken,
  FootnoteReferenceToken,
} from '../syntax/footnote-extension.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token } from '../syntax/marked.ts';

/** A note that is defined and referred to. */
export interface Footnote {
  readonly number: number;
  /** How often it is referred to. */
  readonly references: number;
  readonly token: FootnoteDefinitionToken;
  /** Whether more of it may follow. */
  readonly isOpen: boolean;
}

/** The footnotes of a message. */
export interface Footnotes {
  /** Numbers by label. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The notes as a block of their own, absent while there are none. */
  readonly section?: Block | undefined;
}

interface Found {
  readonly token: FootnoteReferenceToken | FootnoteDefinitionToken;
  readonly block: Block;
}

/** The plugin of footnotes, with what numbers them; a document without it has none. */
export interface FootnotePlugin extends MarkdownPlugin {
  readonly indexFootnotes: typeof indexFootnotes;
}

/** What a message without footnotes has. */
export const noFootnotes: Footnotes = { numbers: new Map() };

const occurrences = new WeakMap<Token, number>();

/** Tells the how-manieth reference to its note this is, from 1. */
export function occurrenceOf(reference: Token): number {
  return occurrences.get(reference) ?? 1;
}

/**
 * Numbers the notes in the order of the first references to them, as they show: while more may
 * follow, a likely reference counts before its definition. Of `before` is kept what still holds.
 */
export function indexFootnotes(
  pages: readonly BlockGroup[],
  isStreaming: boolean,
  completing: Completing,
  before: Footnotes,
): Footnotes {
  const found = pages.flatMap((page) => findInPage(page, isStreaming, completing));
  if (found.length === 0) return noFootnotes;
  const definitions = new Map<string, Found>();
  for (const item of found) {
    const { type, label } = item.token;
    if (type === 'footnote-definition' && !definitions.has(label)) definitions.set(label, item);
  }
  const last = lastBlock(pages);
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  for (const { token } of found) {
    if (token.type !== 'footnote-reference') continue;
    const { label, isLikely } = token;
    const number = numbers.get(label) ?? numbers.size + 1;
    if (number > numbers.size && !definitions.has(label) && !(isStreaming && isLikely)) continue;
    const count = (counts[number] ?? 0) + 1;
    numbers.set(label, number);
    counts[number] = count;
    occurrences.set(token, count);
  }
  const notes: Footnote[] = [];
  for (const [label, number] of numbers) {
    const { token, block } = definitions.get(label) ?? {};
    const isOpen = isStreaming && block === last;
    if (token?.type === 'footnote-definition') {
      notes.push({ number, references: counts[number] ?? 0, token, isOpen });
      if (!isOpen) continue;
    }
    // What comes of this note would push down those behind it.
    if (isStreaming) break;
  }
  const isKept = isSameList([...numbers.keys()], [...before.numbers.keys()]);
  return {
    numbers: isKept ? before.numbers : numbers,
    section: notes.length > 0 ? sectionOf(notes, before.section) : undefined,
  };
}

function lastBlock(pages: readonly BlockGroup[]): Block | undefined {
  const blocks = pages.slice(-2).flatMap((page) => page.blocks);
  return blocks.findLast(({ token }) => token.type !== 'space');
}

const inPages = new WeakMap<
  BlockGroup,
  {
    isStreaming: boolean;
    completing: Completing;
    found: readonly Found[];
  }
>();

function findInPage(
  page: BlockGroup,
  isStreaming: boolean,
  completing: Completing,
): readonly Found[] {
  const known = inPages.get(page);
  if (known?.isStreaming === isStreaming && known.completing === completing) return known.found;
  const found: Found[] = [];
  for (const block of page.blocks) {
    if (!block.raw.includes('[^')) continue;
    collect(displayToken(block, isStreaming, completing), block, found);
  }
  inPages.set(page, { isStreaming, completing, found });
  return found;
}

function collect(value: unknown, block: Block, found: Found[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isFootnote(value)) found.push({ token: value, block });
  for (const part of Object.values(value)) collect(part, block, found);
}

function isFootnote(token: object): token is Found['token'] {
  return String(Reflect.get(token, 'type')).startsWith('footnote-');
}

function sectionOf(notes: readonly Footnote[], before: Block | undefined): Block {
  const facts = (items: readonly Footnote[]) => items.flatMap((note) => Object.values(note));
  if (before && isSameList(facts(notes), facts(notesOf(before.token)))) return before;
  const raw = notes.map(({ token }) => token.raw).join('\n');
  return { id: -1, raw, token: { type: 'footnotes', raw, notes }, isOpen: false };
}

/** The notes of a section, in the order of their numbers; those still to come are left out. */
export function notesOf(section: Token): readonly Footnote[] {
  return Reflect.get(section, 'notes') as readonly Footnote[];
}
