// Brings what the tests need and `npm install` does not: `npm run set-up`, or `npm run set-up browser redis torch python curl
// vulkan firefox webkit fastapi` for some of it. Without a name it brings all that `npm test` needs. Quick where everything is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bring, type Machine } from './bring.ts';
import { browser } from './browser.ts';
import { curl } from './curl.ts';
import { fastapi } from './fastapi.ts';
import { firefox } from './firefox.ts';
import { python } from './python.ts';
import { redis } from './redis.ts';
import type { Tool } from './tool.ts';
import { torch } from './torch.ts';
import { vulkan } from './vulkan.ts';
import { webkit } from './webkit.ts';

const forTest: Record<string, Tool> = { browser, redis, torch, python, curl };
const all: Record<string, Tool> = { ...forTest, vulkan, firefox, webkit, fastapi };

const machine: Machine = {
  hasApt: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
  isCi: Boolean(process.env['CI']),
  run([program = '', ...args]) {
    const env = {
      ...process.env,
      DEBIAN_FRONTEND: 'noninteractive',
      // Half a minute for each try of each mirror is too long where there is no way out.
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
    };
    const { status, stderr, error } = spawnSync(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    // One line of what went wrong, instead of all that was tried.
    if (status !== 0)
      machine.say(error?.message ?? (firstLine(stderr) || `${program} ended with ${status}.`));
    return status === 0;
  },
  say: (line) => process.stderr.write(`${line}\n`),
};

const names = process.argv.slice(2);
const tools = (names.length > 0 ? names : Object.keys(forTest)).map((name) => {
  const tool = all[name];
  if (!tool) throw new Error(`“${name}” is none of ${Object.keys(all).join(', ')}.`);
  return tool;
});

try {
  process.exitCode = bring(tools, machine) ? 0 : 1;
} catch (error) {
  machine.say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function firstLine(output: Buffer): string {
  return (/\S.*/.exec(output.toString())?.[0] ?? '').trim();
}
