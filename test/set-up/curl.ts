import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds a curl that knows `--json`: `$CURL`, else the one in `PATH`. */
export function findCurl(): string | undefined {
  return findProgram({
    variable: 'CURL',
    candidates: ['curl'],
    probe: ['--json', '{}', '--version'],
  });
}

/** What runs the lines of docs/http.md. */
export const curl: Tool = {
  name: 'a curl of 7.82 or newer',
  find: findCurl,
  packages: ['curl'],
  remedy: 'run “sudo apt-get install curl”, or set CURL to the path of one',
  skipped: 'the lines of docs/http.md',
};
