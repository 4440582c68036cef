import type { Block } from './block.ts';
import type { Token } from './marked.ts';

/** Completes the open leaf for display; the parser's token stays as it is. */
export function completeToken(block: Block): Token {
  return block.token;
}
