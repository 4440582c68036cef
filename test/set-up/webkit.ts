import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** The programs that show a page in WebKitGTK where nobody looks. */
export interface WebKitPrograms {
  /** WebKitGTK's WebDriver, which starts WebKitGTK's MiniBrowser. */
  readonly driver: string;
  /** The X server without a screen. */
  readonly display: string;
}

/** Finds WebKitGTK's WebDriver (`$WEBKIT_DRIVER`, else the one in `PATH`) and Xvfb (`$XVFB`, else the one in `PATH`). */
export function findWebKit(): WebKitPrograms | undefined {
  const driver = findProgram({
    variable: 'WEBKIT_DRIVER',
    candidates: ['WebKitWebDriver'],
    probe: ['--help'],
  });
  const display = findProgram({ variable: 'XVFB', candidates: ['Xvfb'], probe: ['-help'] });
  return driver && display ? { driver, display } : undefined;
}

/** WebKit, beside Chromium. */
export const webkit: Tool = {
  name: 'WebKitGTK and Xvfb',
  find: () => findWebKit()?.driver,
  packages: ['webkit2gtk-driver', 'xvfb'],
  remedy: 'run “sudo apt-get install webkit2gtk-driver xvfb”',
  skipped: 'the smoke tests in WebKitGTK',
};
