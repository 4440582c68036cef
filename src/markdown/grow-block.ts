import type { Token, Tokens } from './marked.ts';

/** How a block that grows is lexed from its last part on instead of from its start. */
export interface Growth {
  /** What to lex: something short that gives the context, and the source from the last part on. */
  readonly source: string;
  /** The part of the token that is lexed anew. */
  readonly renewed: unknown;
  /** Joins what was kept with the first token of the source; undefined when they do not fit. */
  readonly join: (first: Token | undefined) => Token | undefined;
}

/** Finds how to go on with `token`, whose source now is `source` with what follows it. */
export function growBlock(token: Token, source: string): Growth | undefined {
  if (token.type === 'list') return growList(token as Tokens.List, source);
  if (token.type === 'table') return growTable(token as Tokens.Table, source);
  return undefined;
}

const marker = /^( {0,3})(\d{0,9}([-+*.)]))/;

/** A list goes on with its last item, or the one before while the first line is not complete. */
function growList(list: Tokens.List, source: string): Growth | undefined {
  let count = list.items.length - 1;
  let start = lastItemStarts.get(list) ?? lengthOf(list.items.slice(0, count));
  if (!source.includes('\n', start)) start -= list.items[--count]?.raw.length ?? 0;
  if (count < 1) return undefined;
  const kept = list.items.slice(0, count);
  const isLoose = list.loose && kept.some(makesLoose);
  const rest = source.slice(start);
  // The items below a loose one are lexed as loose when a loose one stands before them.
  const [, indent = '', bullet = ''] = marker.exec(rest) ?? [];
  const context = isLoose ? `${indent}${bullet} x\n\n` : '';
  const join = (first: Token | undefined): Token | undefined => {
    if (first?.type !== 'list') return undefined;
    const { items, loose, raw } = first as Tokens.List;
    if (markerOf(items) !== markerOf(kept) || kept[0]?.loose !== loose) return undefined;
    const fresh = context === '' ? items : items.slice(1);
    const grown = {
      ...list,
      raw: source.slice(0, start) + raw.slice(context.length),
      loose,
      items: [...kept, ...fresh],
    };
    lastItemStarts.set(grown, start + lengthOf(fresh.slice(0, -1)));
    return grown;
  };
  return { source: context + rest, renewed: list.items.slice(count), join };
}

const lastItemStarts = new WeakMap<Tokens.List, number>();

function lengthOf(items: readonly Tokens.ListItem[]): number {
  return items.reduce((sum, item) => sum + item.raw.length, 0);
}

function markerOf(items: readonly Tokens.ListItem[]): string | undefined {
  return marker.exec(items[0]?.raw ?? '')?.[3];
}

const looseness = new WeakMap<Tokens.ListItem, boolean>();

/** Whether an item with another one below it makes its list loose, as marked decides it. */
function makesLoose(item: Tokens.ListItem): boolean {
  const known = looseness.get(item);
  if (known !== undefined) return known;
  const isLoose =
    /\n[ \t]*\n[ \t]*$/.test(item.raw) ||
    item.tokens.some((token) => token.type === 'space' && /\n.*\n/.test(token.raw));
  looseness.set(item, isLoose);
  return isLoose;
}

/** A table goes on with its last row, below its first two lines. */
function growTable(table: Tokens.Table, source: string): Growth | undefined {
  const count = table.rows.length - 1;
  if (count < 1) return undefined;
  const head = source.slice(0, source.indexOf('\n', source.indexOf('\n') + 1) + 1);
  const start = source.slice(0, table.raw.trimEnd().length).lastIndexOf('\n') + 1;
  const kept = table.rows.slice(0, count);
  const join = (first: Token | undefined): Token | undefined => {
    if (first?.type !== 'table') return undefined;
    const { rows, raw } = first as Tokens.Table;
    const whole = source.slice(0, start) + raw.slice(head.length);
    return { ...table, raw: whole, rows: [...kept, ...rows] };
  };
  return { source: head + source.slice(start), renewed: table.rows.slice(count), join };
}
