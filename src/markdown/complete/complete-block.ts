import type { Block } from '../syntax/block.ts';
import { failed } from '../syntax/capped-lexer.ts';
import { completeToken } from './complete-token.ts';
import { keepEqual } from './keep-equal.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token } from '../syntax/marked.ts';

/** Completes a block for display; what shows of it as it did one step `before` stays the same objects. */
export function completeBlock(
  block: Block,
  plugins: readonly MarkdownPlugin[],
  before: Token | undefined,
): Token {
  return keepEqual(complete(block, plugins), before);
}

function complete(block: Block, plugins: readonly MarkdownPlugin[]): Token {
  try {
    return completeToken(block, plugins);
  } catch (error) {
    // A construct of a plugin has failed: the block shows its source.
    return { type: failed, raw: block.raw, error };
  }
}
