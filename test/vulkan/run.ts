// Runs the tests of the software GPU (`npm run test:vulkan`). Mesa's driver (22.3, of Debian 12) ends its process with SIGSEGV
// while it compiles the engine's shaders, about once in ten starts: then, and only then, they run again, twice at most.
import { spawnSync } from 'node:child_process';

const crash = /SIGSEGV|Worker exited unexpectedly/;

for (let tries = 1; tries <= 3; tries++) {
  const { status, stdout, stderr } = spawnSync('npx', ['vitest', 'run', '--project', 'vulkan'], {
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  console.log(stdout, stderr);
  process.exitCode = status ?? 1;
  if (status === 0 || !crash.test(stdout + stderr)) break;
  console.log(`Mesa's driver has crashed (${tries} of 3).`);
}
