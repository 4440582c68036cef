// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { bring, type Machine } from './bring.ts';
import type { Tool } from './tool.ts';

/** A machine on which tools appear when the command that brings them is run. */
function machineOf(settings: Partial<Pick<Machine, 'hasApt' | 'isCi'>> & { works?: RegExp } = {}) {
  const ran: string[] = [];
  const said: string[] = [];
  const machine: Machine = {
    hasApt: settings.hasApt ?? false,
    isCi: settings.isCi ?? false,
    run(command) {
      ran.push(command.join(' '));
      return settings.works?.test(command.join(' ')) ?? false;
    },
    say: (line) => said.push(line),
  };
  const isThere = (way: RegExp) => ran.some((line) => way.test(line) && settings.works?.test(line));
  const browser: Tool = {
    name: 'Chromium',
    find: () => (isThere(/fetch|install.* chromium/) ? '/bin/chromium' : undefined),
    fetch: ['fetch', 'chromium'],
    packages: ['chromium'],
    remedy: 'run “get chromium”',
  };
  const redis: Tool = {
    name: 'redis-server',
    find: () => (isThere(/install.*redis/) ? '/bin/redis-server' : undefined),
    packages: ['redis-server'],
    remedy: 'run “get redis”',
    skipped: 'the tests of several servers',
  };
  const installs = () =>
    ran
      .filter((line) => line.startsWith('apt-get'))
      .map((line) =>
        line
          .split(' ')
          .filter((word) => /^[a-z]+(?:-server)?$/.test(word))
          .join(' '),
      );
  return { machine, browser, redis, ran, said, installs };
}

describe('on a machine that has nothing', () => {
  it('fetches what has a way of its own, and installs nothing then', () => {
    const { machine, browser, ran } = machineOf({ hasApt: true, works: /^fetch/ });
    expect(bring([browser], machine)).toBe(true);
    expect(ran).toEqual(['fetch chromium']);
  });

  it('installs the packages of all that is missing at once, after the lists', () => {
    const { machine, browser, redis, ran, installs } = machineOf({
      hasApt: true,
      works: /^apt-get/,
    });
    expect(bring([browser, redis], machine)).toBe(true);
    expect(installs()).toEqual(['update', 'install chromium redis-server']);
    expect(bring([browser, redis], machine)).toBe(true);
    expect(ran).toHaveLength(3);
  });

  it('says in one sentence what to run where it can bring nothing', () => {
    const { machine, browser, said, installs } = machineOf();
    expect(bring([browser], machine)).toBe(false);
    expect(installs()).toEqual([]);
    expect(said.at(-1)).toBe('The tests need Chromium: run “get chromium”.');
  });

  it('goes on without what only some tests need, and says which', () => {
    const { machine, redis, said } = machineOf();
    expect(bring([redis], machine)).toBe(true);
    expect(said).toEqual([
      'Without redis-server, the tests of several servers cannot run: run “get redis”.',
    ]);
  });
});

describe('in CI', () => {
  it('goes on without nothing', () => {
    const { machine, redis } = machineOf({ isCi: true });
    expect(bring([redis], machine)).toBe(false);
  });

  it('brings also what is too large for other machines', () => {
    const own = machineOf({ hasApt: true, works: /^apt-get/ });
    expect(bring([{ ...own.redis, isForCi: true }], own.machine)).toBe(true);
    expect(own.installs()).toEqual([]);
    const ci = machineOf({ hasApt: true, isCi: true, works: /^apt-get/ });
    expect(bring([{ ...ci.redis, isForCi: true }], ci.machine)).toBe(true);
    expect(ci.installs()).toEqual(['update', 'install redis-server']);
  });
});
