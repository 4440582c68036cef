import type { Block } from '../syntax/block.ts';
import { failed } from '../syntax/capped-lexer.ts';
import { completeToken } from './complete-token.ts';
import { keepEqual } from './keep-equal.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token } from '../syntax/marked.ts';

const completed = new WeakMap<Block, Token>();

/** What a block showed as one step before, until it shows. */
const earlier = new WeakMap<Block, Token>();

/** Longer blocks keep their parts by themselves, and their tokens are merged only for who reads them. */
const shortBlock = 1024;

/** Says that `block` is `before` with more text: what shows of it alike stays the same objects. */
export function follow(block: Block, before: Block): void {
  const token = completed.get(before);
  if (token && block.raw.length <= shortBlock) earlier.set(block, token);
}

/**
 * What a block shows as: completed while more of the message may follow. A block is completed once
 * for all who ask, with the plugins of its document.
 */
export function displayToken(
  block: Block,
  isStreaming: boolean,
  plugins: readonly MarkdownPlugin[],
): Token {
  if (!isStreaming) return block.token;
  const known = completed.get(block);
  if (known) return known;
  const token = keepEqual(complete(block, plugins), earlier.get(block));
  earlier.delete(block);
  completed.set(block, token);
  return token;
}

function complete(block: Block, plugins: readonly MarkdownPlugin[]): Token {
  try {
    return completeToken(block, plugins);
  } catch (error) {
    // A construct of a plugin has failed: the block shows its source.
    return { type: failed, raw: block.raw, error };
  }
}
