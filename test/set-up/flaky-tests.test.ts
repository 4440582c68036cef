// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the repository, so that the tests in it find vitest.
const parent = join(root, 'node_modules/.tmp');
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(join(parent, 'flaky-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'vitest.config.ts'),
  `import { FlakyTests } from ${JSON.stringify(join(root, 'test/set-up/flaky-tests.ts'))};
   export default { test: { name: 'small', reporters: [new FlakyTests()], retry: 1 } };`,
);
writeFileSync(
  join(folder, 'some.test.ts'),
  `import { expect, it } from 'vitest';
   let tries = 0;
   it('passes', () => {});
   it('passes later', () => expect(++tries, 'too early').toBe(2));
   if (process.env.BROKEN) it('never passes', () => expect(1, 'broken').toBe(2));`,
);

function run(env: NodeJS.ProcessEnv) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stderr };
}

it('names what passed on its second try, and why the first failed', () => {
  const { status, stderr } = run({});
  expect(stderr).toMatch(
    /^\nPassed on a second try only:\n {2}flaky: small: some\.test\.ts > passes later: too early.*\n$/,
  );
  expect(status).toBe(0);
});

it('leaves a test that fails twice a failure', () => {
  const { status, stderr } = run({ BROKEN: '1' });
  expect(stderr).not.toContain('never passes');
  expect(status).toBe(1);
});
