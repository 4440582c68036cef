import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../demo-server', import.meta.url));
const startLimitMs = 120_000;

/** A demo server in a process of its own. */
export interface DemoProcess {
  readonly url: string;
  readonly port: number;
  /** All that it printed so far. */
  output(): string;
  /** Asks it to end and waits for the exit code. */
  stop(): Promise<number | null>;
  /** Kills it on the spot, as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Starts the real demo server on a free loopback port (or `port`) and waits for the URL on its terminal. `environment`
 * is added to this process's own.
 */
export async function startDemo(
  flags: readonly string[] = [],
  port = 0,
  environment: Readonly<Record<string, string>> = {},
): Promise<DemoProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'main.ts', '--port', String(port), ...flags],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    },
  );
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => fail('did not say its URL in time'), startLimitMs);
    const fail = (what: string) => reject(new Error(`The demo server ${what}:\n${printed}`));
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(printed)?.[0];
      if (url) {
        clearTimeout(timer);
        resolve(url);
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => fail('ended before it was ready'));
  });
  const url = await ready;
  return {
    url,
    port: Number(new URL(url).port),
    output: () => printed,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
