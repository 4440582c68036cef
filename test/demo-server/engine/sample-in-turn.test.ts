// @vitest-environment node
import { expect, it } from 'vitest';
import type { LlamaContext } from '../../../demo-server/engine/llama.ts';
import { sampleInTurn } from '../../../demo-server/engine/sample-in-turn.ts';

/** A context whose native part notes how many samplings run at once. */
function createContext() {
  const seen = { running: 0, most: 0 };
  const sampleToken = async (index: number) => {
    seen.most = Math.max(seen.most, (seen.running += 1));
    await Promise.resolve();
    seen.running -= 1;
    if (index < 0) throw new Error('no logits');
    return index * 10;
  };
  const inside = Object.defineProperty({}, 'sampleToken', {
    value: sampleToken,
    configurable: true,
  }) as { sampleToken: typeof sampleToken };
  return { seen, inside, context: { _ctx: inside } as unknown as LlamaContext };
}

it('samples one sequence at a time, in order, and hands every token to its own', async () => {
  const { seen, inside, context } = createContext();
  sampleInTurn(context);
  expect(await Promise.all([1, 2, 3].map((index) => inside.sampleToken(index)))).toEqual([
    10, 20, 30,
  ]);
  expect(seen.most).toBe(1);
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
