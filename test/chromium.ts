import { findBrowser } from './set-up/browser.ts';

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

/** How Playwright starts the Chromium that tests drive. */
export function chromiumLaunch(): { executablePath?: string; args: string[] } {
  const executablePath = findBrowser();
  return { ...(executablePath && { executablePath }), args: chromiumArguments };
}
