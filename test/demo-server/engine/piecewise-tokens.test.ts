// @vitest-environment node
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getLlama, type Llama, type LlamaModel } from '../../../demo-server/engine/llama.ts';
import { piecewiseTokens } from '../../../demo-server/engine/piecewise-tokens.ts';

let llama: Llama;
let model: LlamaModel;
beforeAll(async () => {
  llama = await getLlama({ gpu: false, build: 'never', progressLogs: false, maxThreads: 1 });
  const path = new URL('../../../demo-server/model/rivulet-tiny.gguf', import.meta.url);
  model = await llama.loadModel({ modelPath: fileURLToPath(path) });
}, 60_000);
afterAll(() => llama.dispose());

/** Turns a text into tokens, with the lengths of all that went through the tokeniser at once. */
async function inPieces(text: string, pieceLength: number) {
  const lengths: number[] = [];
  const passes: number[] = [];
  const tokens = await piecewiseTokens(text, undefined, {
    tokenize(piece, special, options) {
      lengths.push(piece.length);
      return model.tokenizer(piece, special, options);
    },
    detokenize: (list) => model.detokenize(list),
    pass: async (characters) => void passes.push(characters),
    pieceLength,
  });
  return { tokens, lengths, passes };
}

const word = fc.constantFrom(
  'stream',
  'the',
  'Grüße',
  '世界',
  '42',
  '1234567',
  'x',
  "don't",
  'useStreamingChat',
);
const gap = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  '  ',
  '\n',
  '\n\n',
  ', ',
  '. ',
  '-',
  '\t',
  ' 😀 ',
  '`',
  '',
);
const prose = fc
  .array(fc.tuple(word, gap), { minLength: 1, maxLength: 400 })
  .map((list) => list.flat().join(''));
const run = fc
  .tuple(fc.constantFrom(' ', 'a', 'ab', '\n', '0', '漢', '😀', '!?', 'é'), fc.nat({ max: 1500 }))
  .map(([text, times]) => text.repeat(times));
const anything = fc.oneof(
  prose,
  run,
  fc.array(fc.oneof(prose, run), { maxLength: 4 }).map((list) => list.join('')),
);

describe('tokens in pieces', () => {
  it('are those of the whole where words part, and always its text', async () => {
    await fc.assert(
      fc.asyncProperty(anything, fc.integer({ min: 130, max: 900 }), async (text, pieceLength) => {
        const { tokens, lengths } = await inPieces(text, pieceLength);
        expect(model.detokenize(tokens)).toBe(text);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(pieceLength + 1);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(prose, fc.integer({ min: 130, max: 900 }), async (text, pieceLength) => {
        const { tokens } = await inPieces(text, pieceLength);
        expect(tokens).toEqual(model.tokenize(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([' ', 'a', '漢', '0', '!?', 'useStreamingChat'])(
    'are those of the whole for a long run of %j',
    async (text) => {
      const whole = text.repeat(20_000).slice(0, 60_000);
      const { tokens, lengths } = await inPieces(whole, 8192);
      expect(tokens).toEqual(model.tokenize(whole));
      expect(Math.max(...lengths)).toBeLessThanOrEqual(8192);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThan(2.2 * whole.length);
    },
  );

  it('asks to pass before each piece', async () => {
    const { lengths, passes } = await inPieces('word '.repeat(1000), 512);
    const pieces = lengths.filter((length) => length > 100);
    expect(passes).toHaveLength(pieces.length);
  });
});
