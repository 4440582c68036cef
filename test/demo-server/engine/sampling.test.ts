// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineRequest } from '../../../demo-server/engine/engine.ts';
import type { LlamaEngine } from '../../../demo-server/engine/llama-engine.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { askEngine, openRandomEngine, question } from '../random-engine.ts';

// One byte is one model token of this model, and its number is the byte.
let engine: LlamaEngine;
beforeAll(async () => {
  engine = await openRandomEngine();
}, 60_000);
afterAll(() => engine.close());

const ask = async (more: Partial<EngineRequest>) =>
  (await askEngine(engine, question('Say something', { maxTokens: 120, ...more }))).text;

const weigh = (token: number) =>
  engine.prepare(question('x', { logitBias: new Map([[token, 1]]) }));

/** How often the most frequent letter comes. */
function mostFrequent(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return Math.max(...counts.values());
}

describe('how model tokens are chosen', () => {
  it('follows the seed, and takes another one each time without', async () => {
    expect(await ask({ seed: 5 })).toBe(await ask({ seed: 5 }));
    expect(await ask({ seed: 5 })).not.toBe(await ask({ seed: 6 }));
    expect(await ask({ seed: undefined })).not.toBe(await ask({ seed: undefined }));
  });

  it('takes the likeliest when only one is left to choose from', async () => {
    const greedy = await ask({ temperature: 0 });
    expect(await ask({ topK: 1 })).toBe(greedy);
    expect(await ask({ minP: 1 })).toBe(greedy);
    expect(await ask({})).not.toBe(greedy);
  });

  it('chooses among all with a topK of 0', async () => {
    const lively = { temperature: 5, topP: 1 };
    const few = new Set(await ask({ ...lively, topK: 3 }));
    expect(new Set(await ask({ ...lively, topK: 0 })).size).toBeGreaterThan(few.size);
  });

  it('repeats itself less under each penalty, and more under a negative one', async () => {
    const plain = mostFrequent(await ask({ temperature: 0 }));
    expect(mostFrequent(await ask({ temperature: 0, frequencyPenalty: 2 }))).toBeLessThan(plain);
    expect(mostFrequent(await ask({ temperature: 0, presencePenalty: 2 }))).toBeLessThan(plain);
    expect(mostFrequent(await ask({ temperature: 0, repeatPenalty: 3 }))).toBeLessThan(plain);
    const negative = await ask({ temperature: 0, frequencyPenalty: -2 });
    expect(mostFrequent(negative)).toBeGreaterThan(plain);
  });

  it('weighs single tokens, up to certainty and down to never', async () => {
    const [x, e] = ['x'.charCodeAt(0), 'e'.charCodeAt(0)];
    expect(await ask({ logitBias: new Map([[x, 100]]) })).toBe('x'.repeat(120));
    const without = await ask({ logitBias: new Map([[e, -100]]), temperature: 5, topK: 0 });
    expect(without).not.toContain('e');
  });

  it('refuses weights for tokens that the model does not have, and for its end', async () => {
    await expect(weigh(261)).rejects.toThrow(/^logit_bias\.261: .*0 to 260/);
    await expect(weigh(-1)).rejects.toThrow(/^logit_bias\.-1: /);
    await expect(weigh(258)).rejects.toThrow(/^logit_bias\.258: .*ends the answer/);
  });
});

it('is refused where fixed texts are told', async () => {
  const scripted = new ScriptedEngine();
  for (const more of [{ grammar: 'root ::= "x"' }, { logitBias: new Map([[1, 1]]) }]) {
    await expect(scripted.prepare(question('x', more))).rejects.toThrow(
      expect.objectContaining({ code: 'bad-request', status: 400 }),
    );
  }
});
