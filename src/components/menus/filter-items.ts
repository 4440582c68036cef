import type { ComposerMenuItem } from './composer-menu.ts';

/** The items in which what is typed is found: at the beginning of the label first, then at that of a word, then anywhere. */
export function filterItems(
  items: readonly ComposerMenuItem[],
  query: string,
): readonly ComposerMenuItem[] {
  const wanted = plain(query);
  if (wanted === '') return items;
  const ranks: ComposerMenuItem[][] = [[], [], []];
  for (const item of items) ranks[rankOf(item, wanted)]?.push(item);
  return ranks.flat();
}

function rankOf({ label, keywords = [] }: ComposerMenuItem, wanted: string): number {
  const ranks = [label, ...keywords].map((words) => {
    const text = plain(words);
    if (text.startsWith(wanted)) return 0;
    const place = text.indexOf(wanted);
    if (place < 0) return 3;
    return text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  });
  return Math.min(...ranks);
}

/** Without case, accents and full-width forms. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
