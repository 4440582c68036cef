import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWebKit } from '../../set-up/webkit.ts';
import type { Engine } from './driver.ts';
import { type Program, startProgram } from './start-program.ts';
import { type Command, driveBy } from './web-driver.ts';
import { eventually } from '../../eventually.ts';

/** Starts WebKitGTK's MiniBrowser, by its WebDriver, on an X server without a screen. */
export async function startWebKit(): Promise<Engine> {
  const programs = findWebKit();
  if (!programs) throw new Error('WebKitGTK is not here: npm run set-up webkit');
  const home = await mkdtemp(join(tmpdir(), 'rivulet-webkit-'));
  const display = await startProgram({
    path: programs.display,
    args: ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    env: process.env,
    ready: /^(\d+)\n/,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const driver = await startProgram({
    path: programs.driver,
    args: [`--port=${port}`],
    env: { ...process.env, ...plain, HOME: home, DISPLAY: `:${display.told}` },
  });
  await eventually(() => ask(url, 'status'));
  const { sessionId, capabilities } = (await ask(url, 'session', anyCapabilities)) as {
    sessionId: string;
    capabilities: { browserVersion: string };
  };
  const session = `${url}/session/${sessionId}`;
  return {
    version: capabilities.browserVersion,
    driver: driveBy((command, parameters) => ask(session, ...requests[command](parameters))),
    async close() {
      await fetch(session, { method: 'DELETE' });
      for (const program of [driver, display] satisfies Program[]) await program.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** GTK without the desktop around it, and nothing of WebKit's that asks for a graphics card or for namespaces. */
const plain = {
  GDK_BACKEND: 'x11',
  NO_AT_BRIDGE: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
};

const anyCapabilities = { capabilities: { alwaysMatch: {} } };

/** Where a command goes, and with what; without a body it is a GET. */
const requests: Record<Command, (parameters: object) => [path: string, body?: object]> = {
  Navigate: (parameters) => ['url', parameters],
  ExecuteScript: (parameters) => ['execute/sync', parameters],
  PerformActions: (parameters) => ['actions', parameters],
  TakeScreenshot: () => ['screenshot'],
};

async function ask(url: string, path: string, body?: object): Promise<unknown> {
  const init = body && { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${url}/${path}`, init);
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${path}: ${(value as { message: string }).message}`);
  return value;
}

/** The driver must be told its port. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
