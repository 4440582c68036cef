// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { KeyGuesses } from '../../../demo-server/server/key-guesses.ts';
import { KeyLock } from '../../../demo-server/server/key-lock.ts';
import { ChatError } from '../../../src/protocol/index.ts';

function openLock() {
  const clock = { now: 0 };
  const lock = new KeyLock('secret', new KeyGuesses({ now: () => clock.now }));
  /** What comes of a key: whether it fits, or for how many seconds it is not looked at. */
  const tell = (key: string, address = '192.0.2.9'): boolean | number => {
    try {
      return lock.fits(key, address);
    } catch (error) {
      if (!(error instanceof ChatError) || error.status !== 429) throw error;
      return (error.retryAfterMs ?? 0) / 1000;
    }
  };
  return { clock, lock, tell };
}

describe('guesses at the key', () => {
  it('are looked at ten times, then not even the right one is, for a time that doubles up to a quarter of an hour', () => {
    const { clock, tell } = openLock();
    for (let count = 0; count < 10; count++) expect(tell(`wrong-${count}`)).toBe(false);
    const waits: (boolean | number)[] = [];
    for (let round = 0; round < 9; round++) {
      const wait = tell('secret');
      waits.push(wait);
      expect(tell('also wrong')).toBe(wait);
      clock.now += Number(wait) * 1000;
      expect(tell('wrong')).toBe(false);
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
  });

  it('take the right key again once the wait is over, and do not forget the wrong ones for it', () => {
    const { clock, tell } = openLock();
    for (let count = 0; count < 10; count++) tell('wrong');
    clock.now = 10_000;
    expect(tell('secret')).toBe(true);
    expect(tell('wrong')).toBe(false);
    expect(tell('secret')).toBe(20);
    clock.now += 60 * 60_000;
    for (let count = 0; count < 10; count++) expect(tell('wrong')).toBe(false);
  });

  it('of one address concern no other, and no session', () => {
    const { lock, tell } = openLock();
    for (let count = 0; count < 11; count++) tell('wrong');
    expect(tell('secret', '192.0.2.10')).toBe(true);
    const cookie = `rivulet_key_80=${lock.session()}`;
    expect(lock.admits({ cookie }, '192.0.2.9')).toBe(true);
    expect(() => lock.admits({ authorization: 'Bearer secret' }, '192.0.2.9')).toThrow(/Wait 10/);
  });

  it('are not what a missing key or an old session is', () => {
    const { lock, tell } = openLock();
    for (let count = 0; count < 50; count++) {
      expect(lock.admits({}, '192.0.2.9')).toBe(false);
      expect(lock.admits({ cookie: 'rivulet_key_80=1.x' }, '192.0.2.9')).toBe(false);
    }
    expect(tell('secret')).toBe(true);
  });

  it('are remembered of so many addresses and no more', () => {
    const guesses = new KeyGuesses({ free: 1, maxAddresses: 100 });
    for (let index = 0; index < 1000; index++) guesses.wrong(`10.0.0.${index}`);
    const closed = Array.from({ length: 1000 }, (_, index) => index).filter((index) => {
      try {
        guesses.check(`10.0.0.${index}`);
        return false;
      } catch {
        return true;
      }
    });
    expect(closed).toEqual(Array.from({ length: 100 }, (_, index) => 900 + index));
  });
});
