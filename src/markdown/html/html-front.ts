import type { Block, BlockGroup } from '../syntax/block.ts';
import { hasRareEntity } from '../elements/decode-entities.ts';
import { type Completing, displayToken } from '../complete/display-token.ts';
import { notesOf } from '../document/footnote-index.ts';
import { fieldOf } from '../syntax/token-fields.ts';

// What has to wait for the sanitiser is held back with all behind it: so what shows is a beginning of
// what will show, and nothing in it changes its place or its kind.

const pageFronts = new WeakMap<
  BlockGroup,
  { isStreaming: boolean; completing: Completing; front: BlockGroup }
>();

/** The pages up to the first raw HTML; the same list when there is none. */
export function frontOfPages(
  pages: readonly BlockGroup[],
  isStreaming: boolean,
  completing: Completing,
): readonly BlockGroup[] {
  return frontOfList(pages, (page) => {
    const known = pageFronts.get(page);
    if (known?.isStreaming === isStreaming && known.completing === completing) return known.front;
    const blocks = frontOfList(page.blocks, (block) => {
      const shown = displayToken(block, isStreaming, completing);
      const token = frontOf(shown);
      // It is completed for display already.
      return token === shown
        ? block
        : token && { id: block.id, raw: block.raw, token, isOpen: false };
    });
    const front = blocks === page.blocks ? page : { id: page.id, blocks };
    pageFronts.set(page, { isStreaming, completing, front });
    return front;
  });
}

/** The notes up to the first raw HTML; the same block when there is none. */
export function frontOfNotes(section: Block): Block {
  const all = notesOf(section.token);
  const notes = frontOfList(all, (note) => {
    const token = frontInside(note.token);
    return token === note.token ? note : { ...note, token };
  });
  return notes === all ? section : { ...section, token: { ...section.token, notes } };
}

/** The items before the first that is cut, and what is left of that one. */
function frontOfList<Item>(
  items: readonly Item[],
  cut: (item: Item) => Item | undefined,
): readonly Item[] {
  for (const [at, item] of items.entries()) {
    const front = cut(item);
    if (front !== item) return [...items.slice(0, at), ...(front === undefined ? [] : [front])];
  }
  return items;
}

/** The lists in which tokens hold their content, in the order in which it shows. */
const contents = ['tokens', 'items', 'header', 'rows'];
const fronts = new WeakMap<object, object>();

/** A token up to the first raw HTML in it; itself when there is none, undefined when it is that. */
function frontOf<Item extends object>(token: Item): Item | undefined {
  // It shows at the end of the message, and nothing here.
  if (fieldOf(token, 'type') === 'footnote-definition') return token;
  const known = fronts.get(token) as Item | undefined;
  if (known) return known;
  if (hasToWait(token)) return undefined;
  const front = frontInside(token);
  fronts.set(token, front);
  return front;
}

function frontInside<Item extends object>(token: Item): Item {
  let front = token;
  for (const name of contents) {
    const list: unknown = Reflect.get(token, name);
    if (!Array.isArray(list)) continue;
    const kept: readonly unknown[] = front === token ? frontOfList(list, frontOfContent) : [];
    if (kept !== list) front = { ...front, [name]: kept };
  }
  return front;
}

/** Rows of tables are lists of cells; what has been looked through once is remembered, as tokens are. */
function frontOfContent(content: object): object | undefined {
  if (!Array.isArray(content)) return frontOf(content);
  const known = fronts.get(content);
  if (known) return known;
  const front = frontOfList<object>(content, frontOfContent);
  fronts.set(content, front);
  return front;
}

function hasToWait(token: object): boolean {
  const type = fieldOf(token, 'type');
  if (type === 'html') return true;
  const written = type === 'text' && !('tokens' in token) ? ['text'] : ['href', 'title', 'lang'];
  return written.some((name) => hasRareEntity(fieldOf(token, name)));
}
