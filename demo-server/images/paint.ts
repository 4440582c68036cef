import type { LlamaContextSequence, Token } from '../engine/llama.ts';
import { coarseScales, familyTokens, stretchesOf, type Asked } from './cells.ts';
import type { PainterManifest } from './painter-manifest.ts';

const likeliest = { generateNext: { token: true, options: { temperature: 0 } } };

/**
 * Paints one picture, and returns it at each scale from 1×1 as colours of the palette, cells in Z-order. Ends early when
 * `isAborted` says so: it is asked before each batch of model tokens, and a batch has 64 cells at most.
 */
export async function* paint(
  sequence: LlamaContextSequence,
  manifest: PainterManifest,
  words: readonly number[],
  isAborted: () => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  await sequence.clearHistory();
  if (isAborted()) return;
  const prompt = words.map((token): Asked => ({ token }));
  let picture = new Uint8Array(1);
  await fill(picture, sequence, manifest, [...prompt, { token: manifest.paint, cell: 0 }]);
  yield picture;
  for (let scale = 1; scale < manifest.scales; scale++) {
    const next = new Uint8Array(4 ** scale);
    const kept = sequence.nextTokenIndex;
    for (const stretch of stretchesOf(scale)) {
      if (isAborted()) return;
      await fill(next, sequence, manifest, familyTokens(manifest, scale, stretch, picture));
      // Tiles see the words and the coarse pictures, and not each other.
      if (scale >= coarseScales) {
        await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
      }
    }
    picture = next;
    if (isAborted()) return;
    yield picture;
  }
}

/** Computes some tokens in one batch, and puts the likeliest colour behind each that asks for a cell into the picture. */
async function fill(
  picture: Uint8Array,
  sequence: LlamaContextSequence,
  { firstColour, palette }: PainterManifest,
  tokens: readonly Asked[],
): Promise<void> {
  const outputs = await sequence.controlledEvaluate(
    tokens.map(({ token, cell }) =>
      // The library's numbers of tokens are of a type of their own.
      cell === undefined ? (token as Token) : [token as Token, likeliest],
    ),
  );
  for (const [i, { cell }] of tokens.entries()) {
    if (cell === undefined) continue;
    const colour = (outputs[i]?.next.token ?? -1) - firstColour;
    // The head is made so that a colour always wins; another file would be another model.
    if (colour < 0 || colour >= palette.length) throw new Error('a model token is no colour');
    picture[cell] = colour;
  }
}
