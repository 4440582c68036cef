// Sets foreign clients and servers against ours: installs them into folders of their own, once for each state of their
// lock files, checks the types of the tests, runs them. Version 7 of the AI SDK joins on Node 22 or newer;
// `npm run test:peers peers-ai-7` runs that alone.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ai7Folder, canRunAi7 } from './projects.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

function run(folder: string, command: string, ...args: readonly string[]): void {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit', shell });
  if (status !== 0) process.exit(status ?? 1);
}

function install(folder: string): void {
  const lock = `${folder}package-lock.json`;
  const installed = `${folder}node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('installing the peers …');
  run(folder, 'npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund');
}

const only = process.argv[2];
const folders = canRunAi7 ? [here, ai7Folder] : [here];
for (const folder of folders) install(folder);
for (const folder of folders) run(root, 'npx', 'tsc', '-p', folder);
if (!canRunAi7) {
  console.log(`Version 7 of the AI SDK needs Node 22 and this is ${process.version}: without it.`);
}
const all = canRunAi7 ? ['peers', 'peers-ai-7'] : ['peers'];
const projects = all.filter((name) => only === undefined || name === only);
if (projects.length === 0) throw new Error(`There is no ${only} on ${process.version}.`);
const flags = projects.flatMap((name) => ['--project', name]);
run(root, 'npx', 'vitest', 'run', ...flags, '--silent=passed-only');
