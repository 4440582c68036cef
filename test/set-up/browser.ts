import { chromium } from 'playwright';
import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds the Chromium that tests drive: `$CHROMIUM`, else the system's, else Playwright's own. */
export function findBrowser(): string | undefined {
  return findProgram({
    variable: 'CHROMIUM',
    candidates: ['chromium', 'chromium-browser', 'google-chrome', chromium.executablePath()],
    probe: ['--version'],
  });
}

/** The browser of the browser, story and end-to-end tests. */
export const browser: Tool = {
  name: 'Chromium',
  find: findBrowser,
  fetch: ['npx', 'playwright', 'install', 'chromium'],
  packages: ['chromium'],
  remedy:
    'run “sudo npx playwright install --with-deps chromium”, or set CHROMIUM to the path of a Chromium or Chrome',
};
