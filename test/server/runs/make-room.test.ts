// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fairMs,
  findEvictable,
  findInTheWay,
  hurriedMs,
  impatientMs,
  isAbandoned,
  type KeptRun,
  leftMs,
  patientMs,
} from '../../../src/server/runs/make-room.ts';

const abandonMs = 300_000;

function runOf(more: Partial<KeptRun> = {}): KeptRun {
  return {
    address: 'here',
    readers: 0,
    unreadSince: 0,
    askedAt: 0,
    startedAt: 0,
    endedAt: undefined,
    log: { bytes: 1000 },
    ...more,
  };
}

const waiting = { startedAt: undefined, readers: 1 };

describe('a run that nobody reads', () => {
  it('is given five minutes while nobody else waits, and half a minute while somebody does', () => {
    const run = runOf();
    const own = runOf(waiting);
    const stranger = runOf({ ...waiting, address: 'there' });
    const isLeft = (now: number, ...others: KeptRun[]) =>
      isAbandoned(run, [run, ...others], now, abandonMs);
    expect([isLeft(abandonMs - 1), isLeft(abandonMs)]).toEqual([false, true]);
    expect([isLeft(hurriedMs - 1, stranger), isLeft(hurriedMs, stranger)]).toEqual([false, true]);
    expect(isLeft(hurriedMs, own)).toBe(false);
  });

  it('makes no room for somebody whom nobody waits for either', () => {
    const stranger = runOf({ startedAt: undefined, address: 'there', unreadSince: 0 });
    const run = runOf();
    expect(isAbandoned(run, [run, stranger], hurriedMs, abandonMs)).toBe(false);
  });

  it('is left alone as long as it is read, and when it has ended', () => {
    const stranger = runOf({ ...waiting, address: 'there' });
    for (const run of [runOf({ readers: 1 }), runOf({ endedAt: 1 })]) {
      expect(isAbandoned(run, [run, stranger], abandonMs * 2, abandonMs)).toBe(false);
    }
  });
});

describe('an answer that is ended for others', () => {
  const held = [3000, 1000, 2000].map((startedAt) => runOf({ startedAt, readers: 1 }));
  const stranger = runOf({ ...waiting, address: 'there', askedAt: 50_000 });

  it('is the longest of the address that has most, after a minute, for one who has waited ten seconds', () => {
    const at = (now: number) => findInTheWay([...held, stranger], now);
    expect(at(50_000 + patientMs - 1)).toBeUndefined();
    expect(at(1000 + fairMs - 1)).toBeUndefined();
    expect(at(1000 + fairMs)).toBe(held[1]);
  });

  it('is first one that nobody reads, after five seconds, for one who has waited two', () => {
    const left = [runOf({ unreadSince: 46_000 }), runOf({ unreadSince: 45_000 })];
    const at = (now: number) => findInTheWay([...held, ...left, stranger], now);
    expect(at(50_000 + impatientMs - 1)).toBeUndefined();
    expect(at(50_000 + impatientMs)).toBe(left[1]);
    const justLeft = [runOf({ unreadSince: 50_000 })];
    const soon = (now: number) => findInTheWay([...held, ...justLeft, stranger], now);
    expect(soon(50_000 + leftMs - 1)).toBeUndefined();
    expect(soon(50_000 + leftMs)).toBe(justLeft[0]);
  });

  it('is none where he who waits has an answer already, or nobody has more than one', () => {
    const his = runOf({ address: 'there', startedAt: 0 });
    expect(findInTheWay([...held, stranger, his], 1e9)).toBeUndefined();
    expect(findInTheWay([runOf(), stranger], 1e9)).toBeUndefined();
    expect(findInTheWay(held, 1e9)).toBeUndefined();
    expect(findInTheWay([], 1e9)).toBeUndefined();
  });

  it('is of nobody who has no more than another, whoever waits', () => {
    const law = fc.property(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }),
      fc.constantFrom('a', 'b', 'e'),
      (addresses, address) => {
        const active = addresses.map((of) => runOf({ address: of }));
        const found = findInTheWay([...active, runOf({ ...waiting, address })], 1e9);
        const countOf = (of: string | undefined) => addresses.filter((one) => one === of).length;
        const most = Math.max(0, ...addresses.map(countOf));
        const isDue = most >= 2 && countOf(address) === 0;
        expect(countOf(found?.address)).toBe(isDue ? most : 0);
      },
    );
    fc.assert(law);
  });
});

const kept = fc.record({
  address: fc.constantFrom('a', 'b', 'c'),
  readers: fc.constantFrom(0, 0, 1),
  endedAt: fc.constantFrom(undefined, 1, 1),
  bytes: fc.constantFrom(0, 1000, 100_000),
});

describe('an ended run that is forgotten', () => {
  it('is of the address that keeps most, and one that is read only where all of its are', () => {
    const law = fc.property(fc.array(kept, { maxLength: 30 }), (facts) => {
      const runs = facts.map(({ bytes, ...more }) => runOf({ ...more, log: { bytes } }));
      const found = findEvictable(runs);
      const ended = runs.filter(({ endedAt }) => endedAt !== undefined);
      const weigh = (address: string | undefined) =>
        ended
          .filter((run) => run.address === address)
          .reduce((sum, { log }) => sum + log.bytes + 4096, 0);
      const most = Math.max(0, ...ended.map(({ address }) => weigh(address)));
      expect(weigh(found?.address)).toBe(most);
      const own = ended.filter(({ address }) => address === found?.address);
      const unread = own.filter(({ readers }) => readers === 0);
      expect(found).toBe([...unread, ...own][0]);
    });
    fc.assert(law);
  });
});
