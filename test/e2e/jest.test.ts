import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

const run = promisify(execFile);
const big = { maxBuffer: 64e6 };
let app = '';

// The tarball in an app of its own, with nothing of this repository.
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'rivulet-jest-'));
  await cp(new URL('jest/', import.meta.url), app, { recursive: true });
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', inject('tarball')];
  await run('npm', install, { cwd: app, ...big });
});

afterAll(() => rm(app, { recursive: true, force: true }));

/** Runs Jest and says what it reports; it has to end by itself. */
async function jest(config: object, nodeFlags: readonly string[] = []): Promise<string> {
  const file = join(app, 'jest.config.json');
  await writeFile(file, JSON.stringify({ testEnvironment: 'jsdom', ...config }));
  const flags = [...nodeFlags, 'node_modules/jest/bin/jest.js', '--ci', '--runInBand'];
  const outcome = await run(process.execPath, flags, {
    cwd: app,
    timeout: 120_000,
    env: { ...process.env, NODE_ENV: 'test' },
    ...big,
  }).catch((error: { stderr: string; killed: boolean }) => error);
  return 'killed' in outcome && outcome.killed
    ? `Jest did not end:\n${outcome.stderr}`
    : outcome.stderr;
}

it('runs under Jest’s own ES modules, with jsdom and no other setting', async () => {
  expect(await jest({}, ['--experimental-vm-modules'])).toContain('2 passed, 2 total');
});

it('runs under Babel with the one line of the README', async () => {
  await writeFile(
    join(app, 'babel.config.json'),
    JSON.stringify({ presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }),
  );
  const report = await jest({ transformIgnorePatterns: ['/node_modules/(?!rivulet/)'] });
  expect(report).toContain('2 passed, 2 total');
});
