import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds the `redis-server` that tests start: `$REDIS_SERVER`, else the one in `PATH`. */
export function findRedis(): string | undefined {
  return findProgram({
    variable: 'REDIS_SERVER',
    candidates: ['redis-server'],
    probe: ['--version'],
  });
}

/** The Redis of the tests of several servers. */
export const redis: Tool = {
  name: 'redis-server',
  find: findRedis,
  packages: ['redis-server'],
  remedy:
    'run “sudo apt-get install redis-server” or “brew install redis”, or set REDIS_SERVER to the path of one',
  skipped: 'the tests of several servers',
};
