import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds the Firefox of `npm run test:engines`: `$FIREFOX`, else Debian's, else the one in `PATH`. */
export function findFirefox(): string | undefined {
  return findProgram({
    variable: 'FIREFOX',
    candidates: ['firefox-esr', 'firefox'],
    probe: ['--version'],
  });
}

/** Gecko, beside Chromium. */
export const firefox: Tool = {
  name: 'Firefox',
  find: findFirefox,
  packages: ['firefox-esr'],
  remedy: 'run “sudo apt-get install firefox-esr”, or set FIREFOX to the path of a Firefox',
  skipped: 'the smoke tests in Firefox',
};
