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
const folder = mkdtempSync(join(parent, 'skipped-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'vitest.config.ts'),
  `import { SkippedTests } from ${JSON.stringify(join(root, 'test/set-up/skipped-tests.ts'))};
   export default { test: { name: 'small', reporters: [new SkippedTests()] } };`,
);
writeFileSync(
  join(folder, 'some.test.ts'),
  `import { describe, it } from 'vitest';
   it('runs', () => {});
   describe.runIf(false)('without its server', () => it('answers', () => {}));`,
);

function run(env: NodeJS.ProcessEnv, ...flags: string[]) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { CI: _, ...rest } = process.env;
  const { status, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--root', folder, ...flags],
    {
      env: { ...rest, ...env },
      encoding: 'utf8',
    },
  );
  return { status, stderr };
}

it('counts and names what was skipped, at the end', () => {
  const { status, stderr } = run({});
  expect(stderr).toContain(
    '1 test was skipped:\n  small: some.test.ts > without its server > answers',
  );
  expect(status).toBe(0);
});

it('fails a run in CI that skipped a test', () => {
  const { status, stderr } = run({ CI: '1' });
  expect(stderr).toContain('In CI no test may be skipped.');
  expect(status).toBe(1);
});

it('says nothing of the rest when some tests are asked for by name', () => {
  expect(run({ CI: '1' }, '-t', 'runs')).toEqual({ status: 0, stderr: '' });
});
