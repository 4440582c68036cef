import {
  type NestChild,
  type NestItem,
  type NestRun,
  type OpenElement,
  isPart,
} from '../elements/nest-part.ts';

/** Tells whether two runs hold the same blocks and parts. */
export function isSameRun<T extends NestItem>(a: NestRun<T>, b: NestRun<T>): boolean {
  return a === b || (a.id === b.id && isSame(a.blocks, b.blocks, isSameChild));
}

/** Tells whether two children are the same block, or show the same of it with the same in its elements. */
export function isSameChild<T extends NestItem>(a?: NestChild<T>, b?: NestChild<T>): boolean {
  if (a === b || !a || !b || !isPart(a) || !isPart(b)) return a === b;
  const isSamePart = a.of === b.of && a.key === b.key && a.range?.[1] === b.range?.[1];
  return isSamePart && isSame(a.nodes, b.nodes) && isSame(a.open, b.open, isSameElement);
}

function isSameElement<T extends NestItem>(a: OpenElement<T>, b: OpenElement<T>): boolean {
  const isSameContent = isSame(a.runs, b.runs, isSameRun);
  return a.element === b.element && isSameContent && isSame(a.fostered, b.fostered, isSameChild);
}

function isSame<Item>(
  a: readonly Item[],
  b: readonly Item[],
  isEqual: (a: Item, b: Item) => boolean = Object.is,
): boolean {
  return a.length === b.length && a.every((item, at) => isEqual(item, b[at] as Item));
}
