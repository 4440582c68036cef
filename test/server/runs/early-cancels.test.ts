// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarlyCancels, rememberCancelMs } from '../../../src/server/runs/early-cancels.ts';

const step = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  owner: fc.constantFrom('', 'alice', 'bob'),
  address: fc.constantFrom('192.0.2.1', '192.0.2.2'),
  act: fc.constantFrom('note', 'note', 'note', 'take'),
  passMs: fc.constantFrom(0, 0, 20_000, 60_000),
});

describe('early cancels', () => {
  it('are remembered for a minute, each once, within the bounds of owner, address and all', () => {
    const bounds = { maxPerOwner: 3, maxPerAddress: 5, max: 8 };
    const law = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0;
      const cancels = new EarlyCancels(() => now, bounds);
      let model: { key: string; owner: string; address: string; at: number }[] = [];
      for (const { id, owner, address, act, passMs } of steps) {
        now += passMs;
        model = model.filter(({ at }) => now - at < rememberCancelMs);
        const key = `${owner} ${id}`;
        const known = model.some((entry) => entry.key === key);
        const hasRoom =
          model.length < bounds.max &&
          model.filter((entry) => entry.address === address).length < bounds.maxPerAddress &&
          (owner === '' ||
            model.filter((entry) => entry.owner === owner).length < bounds.maxPerOwner);
        const isTaken = act === 'take';
        const told = isTaken ? cancels.take(id, owner) : cancels.note(id, owner, address);
        expect(told).toBe(known || (!isTaken && hasRoom));
        if (isTaken) model = model.filter((entry) => entry.key !== key);
        else if (!known && hasRoom) model.push({ key, owner, address, at: now });
        expect(cancels.size).toBe(model.length);
      }
    });
    fc.assert(law);
  });
});
