import { existsSync } from 'node:fs';

/** The flags that keep a headless Chromium quiet, offline and happy as root. */
const chromiumArguments: string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How Playwright starts the Chromium that tests drive: `$CHROMIUM`, else the system's, else Playwright's own. */
export function chromiumLaunch(): { executablePath?: string; args: string[] } {
  const candidates = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  return { ...(executablePath && { executablePath }), args: chromiumArguments };
}
