import type { Block } from '../syntax/block.ts';
import type { Completer } from './lazy-completer.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token } from '../syntax/marked.ts';
import { plainText } from '../syntax/plain-text.ts';
import { childrenOf, textOf } from '../syntax/token-fields.ts';

/** What the blocks of a growing message are completed with. */
export interface Completing {
  readonly plugins: readonly MarkdownPlugin[];
  /** Absent while it loads; `'none'` where it cannot be had. */
  readonly completer?: Pick<Completer, 'completeBlock'> | 'none' | undefined;
}

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
  { plugins, completer }: Completing,
): Token {
  if (!isStreaming) return block.token;
  const known = completed.get(block);
  if (known) return known;
  if (typeof completer !== 'object') return whileItLoads(block, plugins, completer);
  const token = completer.completeBlock(block, plugins, earlier.get(block));
  earlier.delete(block);
  completed.set(block, token);
  return token;
}

/** Whole words that are the same whatever follows them. */
const wholeWords = /^[\p{L}\p{N}][\p{L}\p{N} ,]*(?<! )(?= )/u;

/** Of an open block the words that begin it are shown: a beginning of what it will show when it is completed. */
function whileItLoads(
  { isOpen, token, display = token }: Block,
  plugins: readonly MarkdownPlugin[],
  completer: 'none' | undefined,
): Token {
  if (!isOpen || completer === 'none') return display;
  const { raw } = token;
  const [first] = childrenOf(token);
  // A plugin may take them for something else.
  const isText =
    token.type === 'paragraph' && first?.type === 'text' && plugins.every(({ blocks }) => !blocks);
  const [text = ''] = (isText && wholeWords.exec(textOf(first))) || [];
  return text === ''
    ? { type: 'space', raw }
    : { type: 'paragraph', raw, tokens: [plainText(text)] };
}
