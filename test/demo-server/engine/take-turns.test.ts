// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeTurns, type TurnTaker } from '../../../demo-server/engine/take-turns.ts';

interface Taker extends TurnTaker {
  readonly id: number;
}

const somebody = fc.record({
  owner: fc.constantFrom('', 'alice', 'bob'),
  address: fc.constantFrom('here', 'there', 'elsewhere'),
});
const crowd = fc.array(somebody, { maxLength: 30 });
const numbered = (takers: readonly TurnTaker[]): Taker[] =>
  takers.map((taker, id) => ({ ...taker, id }));
const idsOf = (takers: readonly Taker[]) => takers.map(({ id }) => id);

describe('takeTurns', () => {
  it('loses nobody, and keeps the order of one user', () => {
    const law = fc.property(crowd, crowd, (waiting, held) => {
      const line = numbered(waiting);
      const order = takeTurns(line, held);
      expect(idsOf(order).sort((a, b) => a - b)).toEqual(idsOf(line));
      for (const { owner, address } of waiting) {
        const own = order.filter((one) => one.owner === owner && one.address === address);
        expect(idsOf(own)).toEqual(idsOf(own).sort((a, b) => a - b));
      }
    });
    fc.assert(law);
  });

  it('puts nobody behind a second turn of an address whose first he has not had', () => {
    const law = fc.property(crowd, crowd, (waiting, held) => {
      const had = new Map<string, number>();
      const count = ({ address }: TurnTaker) => {
        const turns = (had.get(address) ?? 0) + 1;
        had.set(address, turns);
        return turns;
      };
      held.forEach(count);
      const turns = takeTurns(numbered(waiting), held).map(count);
      expect(turns).toEqual([...turns].sort((a, b) => a - b));
    });
    fc.assert(law);
  });

  it('lets the users behind one address take turns as well', () => {
    const hog = { owner: 'hog', address: 'office' };
    const line = numbered([hog, hog, hog, { owner: 'ann', address: 'office' }, hog]);
    expect(idsOf(takeTurns(line, [hog, hog]))[0]).toBe(3);
  });

  it('is first come, first served among equals', () => {
    const line = numbered(['a', 'b', 'c'].map((address) => ({ owner: '', address })));
    expect(idsOf(takeTurns(line, []))).toEqual([0, 1, 2]);
  });
});
