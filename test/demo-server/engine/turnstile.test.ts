// @vitest-environment node
import { expect, it } from 'vitest';
import { Turnstile } from '../../../demo-server/engine/turnstile.ts';

/** Counts what passes in each turn of the event loop until all have passed. */
async function countTurns(turnstile: Turnstile, work: readonly (readonly number[])[]) {
  const turns = [0];
  const state = { isOver: false };
  const order: number[] = [];
  const all = Promise.all(
    work.map(async (pieces, who) => {
      for (const piece of pieces) {
        await turnstile.pass(piece);
        turns[turns.length - 1] = (turns.at(-1) ?? 0) + piece;
        order.push(who);
      }
    }),
  ).then(() => (state.isOver = true));
  while (!state.isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    turns.push(0);
  }
  await all;
  return { turns, order };
}

it('lets no more than its characters pass in a turn, but for what the last one began', async () => {
  const work = Array.from({ length: 8 }, () => Array.from({ length: 20 }, () => 100));
  const { turns } = await countTurns(new Turnstile(250), work);
  // The count and the turnstile share a turn in no certain order, so two turns may be counted as one.
  expect(Math.max(...turns)).toBeLessThanOrEqual(2 * 300);
  expect(turns.reduce((sum, turn) => sum + turn, 0)).toBe(8 * 20 * 100);
  expect(turns.length).toBeGreaterThan(26);
});

it('lets a short work pass between the pieces of long ones', async () => {
  const long = Array.from({ length: 50 }, () => 100);
  const { order } = await countTurns(new Turnstile(100), [long, long, [100], long]);
  expect(order.indexOf(2)).toBeLessThan(4);
});

it('lets what is small pass at once', async () => {
  const turnstile = new Turnstile(1000);
  let passed = 0;
  for (let index = 0; index < 9; index++) void turnstile.pass(100).then(() => passed++);
  await Promise.resolve();
  await Promise.resolve();
  expect(passed).toBe(9);
});
