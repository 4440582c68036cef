import type { Block, BlockGroup } from './block.ts';
import { displayToken } from './display-token.ts';
import type { FootnoteDefinitionToken, FootnoteReferenceToken } from './footnote-extension.ts';
import type { MarkdownPlugin } from './markdown-plugin.ts';
import type { Token, Tokens } from './marked.ts';

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
  readonly section?: Block;
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
  plugins: readonly MarkdownPlugin[],
  before: Footnotes,
): Footnotes {
  const found = pages.flatMap((page) => findInPage(page, isStreaming, plugins));
  if (found.length === 0) return noFootnotes;
  const definitions = new Map<string, Found>();
  for (const item of found) {
    const { type, label } = item.token;
    if (type === 'footnote-definition' && !definitions.has(label)) definitions.set(label, item);
  }
  const last = lastBlock(pages);
  const counts = new Map<string, number>();
  for (const { token } of found) {
    if (token.type !== 'footnote-reference') continue;
    const { label, isLikely } = token;
    const count = counts.get(label) ?? 0;
    if (count === 0 && !definitions.has(label) && !(isStreaming && isLikely)) continue;
    counts.set(label, count + 1);
    occurrences.set(token, count + 1);
  }
  const numbers = keepNumbers([...counts.keys()], before.numbers);
  const notes = [...counts].flatMap(([label, references], index) => {
    const { token, block } = definitions.get(label) ?? {};
    if (token?.type !== 'footnote-definition') return [];
    return [{ number: index + 1, references, token, isOpen: isStreaming && block === last }];
  });
  return { numbers, ...(notes.length > 0 && { section: sectionOf(notes, before.section) }) };
}

interface Found {
  readonly token: FootnoteReferenceToken | FootnoteDefinitionToken;
  readonly block: Block;
}

function lastBlock(pages: readonly BlockGroup[]): Block | undefined {
  const blocks = pages.slice(-2).flatMap((page) => page.blocks);
  return blocks.findLast(({ token }) => token.type !== 'space');
}

const inPages = new WeakMap<BlockGroup, { isStreaming: boolean; found: readonly Found[] }>();

function findInPage(
  page: BlockGroup,
  isStreaming: boolean,
  plugins: readonly MarkdownPlugin[],
): readonly Found[] {
  const known = inPages.get(page);
  if (known?.isStreaming === isStreaming) return known.found;
  const found = page.blocks.flatMap((block) => findInBlock(block, isStreaming, plugins));
  inPages.set(page, { isStreaming, found });
  return found;
}

function findInBlock(
  block: Block,
  isStreaming: boolean,
  plugins: readonly MarkdownPlugin[],
): readonly Found[] {
  if (!block.raw.includes('[^')) return [];
  const found: Found[] = [];
  try {
    collect(displayToken(block, isStreaming, plugins), block, found);
  } catch {
    // The block's own view meets the exception again, and shows the source.
  }
  return found;
}

function collect(token: Token, block: Block, found: Found[]): void {
  if (isFootnote(token)) found.push({ token, block });
  for (const child of childrenOf(token)) collect(child, block, found);
}

function isFootnote(token: object): token is FootnoteReferenceToken | FootnoteDefinitionToken {
  const type: unknown = Reflect.get(token, 'type');
  return type === 'footnote-reference' || type === 'footnote-definition';
}

function childrenOf(token: Token): readonly Token[] {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].flat().flatMap((cell) => cell.tokens);
  }
  return ('tokens' in token && token.tokens) || [];
}

/** Numbers that have been handed out stay in their map, and new ones are put into it. */
function keepNumbers(
  labels: readonly string[],
  before: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const numbers = new Map(labels.map((label, index) => [label, index + 1]));
  const isKept = [...before].every(([label, number]) => numbers.get(label) === number);
  return isKept && numbers.size === before.size ? before : numbers;
}

function sectionOf(notes: readonly Footnote[], block: Block | undefined): Block {
  const before = block === undefined ? [] : notesOf(block.token);
  const kept = notes.map((note, index) => {
    const old = before[index];
    const isSame =
      old?.token === note.token &&
      old.number === note.number &&
      old.references === note.references &&
      old.isOpen === note.isOpen;
    return isSame ? old : note;
  });
  const isKept = kept.length === before.length && kept.every((note, at) => note === before[at]);
  if (block && isKept) return block;
  const raw = notes.map(({ token }) => token.raw).join('\n');
  return { id: -1, raw, token: { type: 'footnotes', raw, notes: kept }, isOpen: false };
}

/** The notes of a section, in the order of their numbers; those still to come are left out. */
export function notesOf(section: Token): readonly Footnote[] {
  return Reflect.get(section, 'notes') as readonly Footnote[];
}
