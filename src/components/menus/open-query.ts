import type { ComposerMenu } from './composer-menu.ts';

/** A menu whose trigger stands before the caret, and what is typed behind it. */
export interface OpenQuery {
  readonly menu: ComposerMenu;
  /** Where the trigger begins in the text. */
  readonly start: number;
  /** Where the caret stands. */
  readonly end: number;
  /** What stands between the trigger and the caret. */
  readonly query: string;
}

/** No name that is looked for is longer. One may have several words; who types a space behind one is done with it, until he types on. */
const longest = 50;

/** Finds the menu that is open at the caret: that whose trigger is nearest before it. */
export function openQuery(
  text: string,
  caret: number,
  menus: readonly ComposerMenu[],
): OpenQuery | undefined {
  const before = text.slice(0, caret);
  let found: OpenQuery | undefined;
  for (const menu of menus) {
    const start = before.lastIndexOf(menu.trigger);
    if (start < (found?.start ?? 0) || !opensAt(before, start, menu)) continue;
    const query = before.slice(start + menu.trigger.length);
    if (query.length <= longest && !/[\n\r]|^\s|\s\s|\s$/.test(query))
      found = { menu, start, end: caret, query };
  }
  return found;
}

function opensAt(text: string, start: number, { trigger, at }: ComposerMenu): boolean {
  const place = at ?? (trigger === '/' ? 'start' : 'word');
  const before = text.slice(0, start);
  // Scripts without spaces begin a word anywhere; `name@host` and `and/or` begin none.
  return place === 'start'
    ? before.trim() === ''
    : !/[\p{L}\p{N}_/@#:.-]$/u.test(before) || /\p{Lo}$/u.test(before);
}
