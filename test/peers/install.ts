// Installs the peers of `npm run test:peers` into their own folder, once for each state of their lock file.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const lock = `${here}package-lock.json`;
const installed = `${here}node_modules/.package-lock.json`;

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log('installing the peers …');
  const shell = process.platform === 'win32';
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: 'inherit',
    shell,
  });
}
