import { at, tryJson } from '../protocol/json.ts';
import { listOf } from './json-dialect.ts';
import { textIn } from './text-in.ts';

/** What a call gave: JSON where it reads as some, text where all of it is text, else as it came. */
export function outputIn(content: unknown): unknown {
  const pieces = listOf(content);
  const isText = pieces.length > 0 && pieces.every((piece) => at(piece, 'type') === 'text');
  const output = isText ? textIn(content) : content;
  const isJson = typeof output === 'string' && /^\s*[[{]/.test(output);
  return isJson ? (tryJson(output) ?? output) : output;
}
