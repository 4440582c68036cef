import type { LineChunk } from './line-chunks.ts';
import type { TextRange } from './shared-text-state.ts';

/**
 * The stretch of a text that is in view, by the element that shows its chunks, and as much around it as they have more; undefined where
 * nothing is shown by which it could be known.
 */
export function textInView(
  holder: HTMLElement,
  chunks: readonly LineChunk[],
): TextRange | undefined {
  const { scrollTop, clientHeight, children } = holder;
  if (chunks.length === 0 || children.length !== chunks.length) return undefined;
  let at = 0;
  let from: number | undefined;
  let to = 0;
  for (const [index, { lines }] of chunks.entries()) {
    const { offsetTop, offsetHeight } = children[index] as HTMLElement;
    const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
    const isInView = offsetTop + offsetHeight >= scrollTop && offsetTop <= scrollTop + clientHeight;
    if (isInView) {
      from ??= at;
      to = at + length;
    } else if (from !== undefined) break;
    at += length;
  }
  return from === undefined ? undefined : { from, to };
}
