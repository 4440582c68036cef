import { OpenBlock } from '../resume/open-block.ts';
import { type BlockParserOptions, TailParser } from './tail-parser.ts';

export type { BlockParserOptions } from './tail-parser.ts';

/** A `TailParser` that has the machine for long open blocks at hand: its work is linear from the first push on. */
export class BlockParser extends TailParser {
  constructor(options: BlockParserOptions = {}) {
    super(options, () => OpenBlock);
  }
}

/** Parses a whole text at once; no block is open. */
export function parseBlocks(text: string, options?: BlockParserOptions): BlockParser {
  const parser = new BlockParser(options);
  parser.push(text);
  parser.flush();
  return parser;
}
