// @vitest-environment node
import { expect, it } from 'vitest';
import type { LlamaContext } from '../../../demo-server/engine/llama.ts';
import { sampleInTurn } from '../../../demo-server/engine/sample-in-turn.ts';

/** A context whose native part orders its logits at the first sampling after a batch, and notes who reads them too early. */
function createContext() {
  const seen = { isOrdered: false, early: 0, sampled: [] as number[] };
  class Native {
    async decodeBatch() {
      seen.isOrdered = false;
    }
    async sampleToken(index: number) {
      const isFirst = seen.sampled.push(index) === 1 || !seen.isOrdered;
      if (isFirst && seen.sampled.length > 1 && ordering) seen.early += 1;
      ordering = isFirst;
      await Promise.resolve();
      seen.isOrdered = true;
      ordering = false;
      if (index < 0) throw new Error('no logits');
      return index * 10;
    }
  }
  let ordering = false;
  const inside = new Native();
  return { seen, inside, context: { _ctx: inside } as unknown as LlamaContext };
}

it('lets the first sequence of each batch sample alone and hands every token to its own', async () => {
  const { seen, inside, context } = createContext();
  sampleInTurn(context);
  for (let batch = 0; batch < 3; batch += 1) {
    await inside.decodeBatch();
    const tokens = await Promise.all([1, 2, 3].map((index) => inside.sampleToken(index)));
    expect(tokens).toEqual([10, 20, 30]);
  }
  expect(seen).toMatchObject({ early: 0, sampled: [1, 2, 3, 1, 2, 3, 1, 2, 3] });
});

it('is needed: without it the others read logits that are not in order yet', async () => {
  const { seen, inside } = createContext();
  await inside.decodeBatch();
  await Promise.all([1, 2, 3].map((index) => inside.sampleToken(index)));
  expect(seen.early).toBeGreaterThan(0);
});

it('goes on after a sampling that failed', async () => {
  const { inside, context } = createContext();
  sampleInTurn(context);
  const failed = inside.sampleToken(-1);
  const next = inside.sampleToken(4);
  await expect(failed).rejects.toThrow('no logits');
  expect(await next).toBe(40);
});

it('refuses a library that has changed inside', () => {
  expect(() => sampleInTurn({} as LlamaContext)).toThrow(/has changed inside/);
});
