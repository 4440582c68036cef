// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { RedisHealth } from '../../../src/server/redis/redis-health.ts';
import { readRedisTrouble } from '../../../src/server/redis/redis-trouble.ts';

describe('what Redis has against a server', () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'refuses', 'full'],
    // As a script of Redis 6 says it.
    [
      "ERR Error running script (call to f_0123abcd): @user_script:5: @user_script: 5: -OOM command not allowed when used memory > 'maxmemory'.",
      'refuses',
      'full',
    ],
    ["READONLY You can't write against a read only replica.", 'refuses', 'read-only'],
    [
      "ERR Error running script (call to f_ff): @user_script:2: -READONLY You can't write against a read only replica.",
      'refuses',
      'read-only',
    ],
    ['MASTERDOWN Link with MASTER is down.', 'refuses', 'read-only'],
    ['NOAUTH Authentication required.', 'refuses', 'no-login'],
    ['WRONGPASS invalid username-password pair or user is disabled.', 'refuses', 'wrong-login'],
    ['ERR invalid password', 'refuses', 'wrong-login'],
    [
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      'refuses',
      'wrong-login',
    ],
    ["NOPERM User app has no permissions to run the 'set' command", 'refuses', 'no-right'],
    ['MOVED 3999 127.0.0.1:6381', 'refuses', 'cluster'],
    ['CLUSTERDOWN Hash slot not served', 'refuses', 'cluster'],
    ["CROSSSLOT Keys in request don't hash to the same slot", 'refuses', 'cluster'],
    ['LOADING Redis is loading the dataset in memory', 'refuses', 'loading'],
    ['MISCONF Redis is configured to save RDB snapshots', 'refuses', 'no-disk'],
    ['NOREPLICAS Not enough good replicas to write.', 'refuses', 'no-replicas'],
    ['BUSY Redis is busy running a script.', 'refuses', 'busy'],
    ['DENIED Redis is running in protected mode because …', 'refuses', 'protected'],
    ["ERR unknown command 'XADD', with args beginning with: ", 'refuses', 'refuses'],
    ['ERR DB index is out of range', 'refuses', 'refuses'],
    ['NEWWORD of a Redis to come', 'refuses', 'refuses'],
    ['Connection timeout', 'away', 'silent'],
    ["Socket timeout timeout. Expecting data, but didn't receive any in 8000ms.", 'away', 'silent'],
    ['connect ETIMEDOUT 192.0.2.1:6379', 'away', 'silent'],
    ['connect ECONNREFUSED 127.0.0.1:6379', 'away', 'away'],
    ['getaddrinfo ENOTFOUND nowhere.example', 'away', 'away'],
    ['The client is offline', 'away', 'away'],
    ['Socket closed unexpectedly', 'away', 'away'],
  ])('is told as what it is: %s', (message, state, reason) => {
    const trouble = readRedisTrouble(new Error(message));
    expect(trouble).toMatchObject({ state, reason });
    // The terminal is told what to do; clients nothing of Redis, and when to ask again.
    expect(trouble.advice).toMatch(/^Redis .*[.)] [A-Z].*\.$|^Redis .*[.:] \S.*\.$/s);
    expect(trouble.told).toMatch(/(?:\. Ask again in a moment|has to mend that)\.$/);
    expect(trouble.told).not.toMatch(/redis|memory|password|replica|cluster|\d/i);
  });

  it('is one line, whatever came', () => {
    const { advice } = readRedisTrouble(new Error(`HTTP/1.1 400\r\n${'x'.repeat(9000)}`));
    expect(advice).not.toContain('\n');
    expect(advice.length).toBeLessThan(400);
  });
});

function watch() {
  const clock = { now: 0 };
  const changes: (string | undefined)[] = [];
  const health = new RedisHealth(
    (trouble, error) =>
      changes.push(trouble && `${trouble.reason}: ${error instanceof Error && error.message}`),
    () => clock.now,
  );
  const fail = (message: string) =>
    health.follow(Promise.reject(new Error('told', { cause: new Error(message) }))).catch(String);
  return { clock, changes, health, fail };
}

describe('the health of a Redis', () => {
  it('is good until a write fails, and again when one succeeds; each change is told once', async () => {
    const { changes, health, fail } = watch();
    await health.follow(Promise.resolve('OK'));
    expect(health.trouble).toBeUndefined();
    for (let count = 0; count < 3; count++) await fail('READONLY no.');
    expect(health.trouble).toMatchObject({ state: 'refuses', reason: 'read-only' });
    await fail('OOM no.');
    await health.follow(Promise.resolve('OK'));
    expect(health.trouble).toBeUndefined();
    expect(changes).toEqual(['read-only: READONLY no.', 'full: OOM no.', undefined]);
  });

  it('is bad while writes have no answer for three seconds, without any error', async () => {
    const { clock, changes, health } = watch();
    const answers: (() => void)[] = [];
    const writes: Promise<void>[] = [];
    const write = () =>
      writes.push(health.follow(new Promise<void>((resolve) => answers.push(resolve))));
    for (const now of [0, 1250, 2500]) {
      clock.now = now;
      write();
    }
    clock.now = 2999;
    expect(health.trouble).toBeUndefined();
    clock.now = 3000;
    expect(health.trouble).toMatchObject({ state: 'away', reason: 'silent' });
    // The next beat notices and tells it.
    write();
    for (const answer of answers) answer();
    await Promise.all(writes);
    expect(health.trouble).toBeUndefined();
    expect(changes).toEqual(['silent: false', undefined]);
  });

  it('stays good where it was this process that had no time', async () => {
    const { clock, changes, health } = watch();
    const writes = [health.follow(Promise.resolve())];
    // One timer after a long standstill, before what came in the meantime is read.
    clock.now = 60_000;
    writes.push(health.follow(Promise.resolve()));
    expect(health.trouble).toBeUndefined();
    await Promise.all(writes);
    expect(changes).toEqual([]);
  });
});
