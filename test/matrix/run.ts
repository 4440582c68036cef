// Runs the unit tests, with fewer simulated schedules, and the app of the packed tarball on another Node and another
// React than `npm test` does: `npm run test:on -- --node 24 --react 18.2.0`. Linux on x64 only. With names of files it
// runs those unit tests alone.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installInto, pathToNode } from './path-to-node.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const {
  values: { node, react },
  positionals: files,
} = parseArgs({
  options: { node: { type: 'string' }, react: { type: 'string' } },
  allowPositionals: true,
});

const scratch = mkdtempSync(join(tmpdir(), 'rivulet-matrix-'));
try {
  const env = {
    ...process.env,
    SIMULATION_RUNS: '500',
    ...(node && { RIVULET_TEST_NODE: node, PATH: pathToNode(node) }),
    ...(react && { RIVULET_TEST_REACT: react }),
  };
  const cwd = react ? copyWith(react) : root;
  const vitest = (...args: string[]) =>
    execFileSync('npx', ['vitest', 'run', ...args], { cwd, env, stdio: 'inherit' });
  vitest('--project', 'unit', ...files);
  if (files.length === 0) vitest('--project', 'e2e', 'test/e2e/packed-app.test.ts');
} catch (error) {
  if (!(error instanceof Error && 'status' in error)) throw error;
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Copies the checkout as it stands, and puts another React in it: this one's node_modules stay what they are. */
function copyWith(version: string): string {
  const copy = join(scratch, 'rivulet');
  const isLeftOut = /^(?:\.git|dist|coverage|storybook-static|test\/peers\/.*node_modules)$/;
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) =>
      !isLeftOut.test(relative(root, path)) && !path.endsWith('node_modules/.cache'),
  });
  const modules = installInto(join(scratch, 'react'), `react@${version}`, `react-dom@${version}`);
  for (const name of ['react', 'react-dom', 'scheduler']) {
    rmSync(join(copy, 'node_modules', name), { recursive: true });
    cpSync(join(modules, name), join(copy, 'node_modules', name), { recursive: true });
  }
  return copy;
}
