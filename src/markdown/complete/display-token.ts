import type { Block } from '../syntax/block.ts';
import { failed } from '../syntax/capped-lexer.ts';
import { completeToken } from './complete-token.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token } from '../syntax/marked.ts';

const completed = new WeakMap<Block, Token>();

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
  const token = completed.get(block) ?? complete(block, plugins);
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
