import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFirefox } from '../../set-up/firefox.ts';
import type { Engine } from './driver.ts';
import { Marionette } from './marionette.ts';
import { startProgram } from './start-program.ts';
import { driveBy } from './web-driver.ts';

/** Starts Firefox without a window, with a profile of its own, and speaks with it directly: Debian has no geckodriver. */
export async function startFirefox(): Promise<Engine> {
  const profile = await mkdtemp(join(tmpdir(), 'rivulet-firefox-'));
  await writeFile(join(profile, 'user.js'), preferences.join('\n'));
  const program = await startProgram({
    path: findFirefox() ?? 'firefox',
    args: ['--marionette', '--headless', '--no-remote', '--profile', profile],
    env: { ...process.env, HOME: profile },
    ready: /Listening on port (\d+)/,
  });
  const marionette = new Marionette(Number(program.told));
  const session = (await marionette.send('WebDriver:NewSession')) as {
    capabilities: { browserVersion: string };
  };
  return {
    version: session.capabilities.browserVersion,
    driver: driveBy(async (command, parameters) => {
      const result = await marionette.send(`WebDriver:${command}`, parameters);
      return (result as { value: unknown }).value;
    }),
    async close() {
      marionette.close();
      await program.stop();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A free port, and nothing that asks the network; Marionette itself sets the rest that tests need. */
const preferences = [
  'user_pref("marionette.port", 0);',
  'user_pref("app.normandy.enabled", false);',
  'user_pref("nimbus.rollouts.enabled", false);',
];
