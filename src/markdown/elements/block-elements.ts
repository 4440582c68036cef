import type { Block } from '../syntax/block.ts';

/** The outermost elements of blocks, as far as they are elements of the kit, with what holds the block of today. */
export const blockElements: WeakMap<Element, { readonly props: { readonly block: Block } }> =
  new WeakMap();
