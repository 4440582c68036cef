// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntakeBudget } from '../../../src/server/http/intake-budget.ts';

describe('the budget of what is coming in', () => {
  it('cuts what has stood still longest, not what goes on', () => {
    const budget = new IntakeBudget(100);
    const cut: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => budget.open(() => cut.push(name)));
    a?.hold(40);
    b?.hold(40);
    a?.hold(50);
    c?.hold(20);
    expect(cut).toEqual(['b']);
    expect(budget.bytes).toBe(70);
    a?.release();
    b?.release();
    c?.release();
    expect(budget.bytes).toBe(0);
  });

  it('holds no more than its bytes, and cuts nobody without need, whatever comes', () => {
    const step = fc.record({
      who: fc.nat(9),
      bytes: fc.integer({ min: 0, max: 60 }),
      isOver: fc.boolean(),
    });
    const property = fc.property(fc.array(step), (steps) => {
      const budget = new IntakeBudget(100);
      const held = new Map<number, number>();
      const intakes = Array.from({ length: 10 }, (_, who) =>
        budget.open(() => {
          expect([...held.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(100);
          held.delete(who);
        }),
      );
      for (const { who, bytes, isOver } of steps) {
        if (isOver) {
          held.delete(who);
          intakes[who]?.release();
        } else {
          held.set(who, bytes);
          intakes[who]?.hold(bytes);
        }
        const sum = [...held.values()].reduce((all, one) => all + one, 0);
        expect(budget.bytes).toBe(sum);
        expect(sum).toBeLessThanOrEqual(100);
      }
    });
    fc.assert(property);
  });
});
