// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyGuesses } from '../../../demo-server/server/key-guesses.ts';
import { KeyLock, sessionCookie, sessionSeconds } from '../../../demo-server/server/key-lock.ts';

const host = 'localhost:3000';
const start = Date.UTC(2030, 0, 1);

function openLock(key: string, clock = { now: start }) {
  const lock = new KeyLock(key, new KeyGuesses(), () => clock.now);
  const opens = (session: string, name = host) =>
    lock.admits({ cookie: `theme=dark; ${sessionCookie(host)}=${session}`, host: name }, '');
  return { lock, clock, opens };
}

describe('a session', () => {
  it('opens the lock that made it and every other of the same key, also after a restart', () => {
    const session = openLock('secret').lock.session();
    expect(openLock('secret').opens(session)).toBe(true);
    expect(openLock('another').opens(session)).toBe(false);
  });

  it('ends after thirty days', () => {
    const { lock, clock, opens } = openLock('secret');
    const session = lock.session();
    clock.now = start + (sessionSeconds - 1) * 1000;
    expect(opens(session)).toBe(true);
    clock.now = start + sessionSeconds * 1000;
    expect(opens(session)).toBe(false);
  });

  it('is one of its port: that of a server beside it is another', () => {
    const { lock, opens } = openLock('secret');
    expect(opens(lock.session(), 'localhost:3001')).toBe(false);
    expect([host, '[::1]:8080', 'chat.example', undefined].map(sessionCookie)).toEqual([
      'rivulet_key_3000',
      'rivulet_key_8080',
      'rivulet_key_80',
      'rivulet_key_80',
    ]);
  });

  it('holds nothing of the key', () => {
    const key = 'correct horse battery staple';
    const session = openLock(key).lock.session();
    for (const form of ['utf8', 'base64', 'base64url', 'hex'] as const) {
      expect(session).not.toContain(Buffer.from(key).toString(form).replace(/=+$/, ''));
    }
  });

  it('cannot be made up or changed, not even its expiry', () => {
    const { lock, opens } = openLock('secret');
    const session = lock.session();
    const changed = fc
      .tuple(fc.nat(session.length - 1), fc.constantFrom('0', '9', 'a', 'Z', '.', '_', '-'))
      .map(([at, sign]) => session.slice(0, at) + sign + session.slice(at + 1));
    const made = fc.oneof(
      changed,
      fc.string(),
      fc.nat().map((expires) => `${expires}.`),
    );
    const law = fc.property(made, (value) => {
      fc.pre(value !== session && !value.includes(';') && value.trim() !== session);
      expect(opens(value)).toBe(false);
    });
    fc.assert(law, { numRuns: 300 });
  });
});
