import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The server as a process of its own, as users run it. */
export interface ServerProcess {
  readonly url: string;
  /** Resident memory in MB; undefined where it cannot be read. */
  memory(): number | undefined;
  /** Stops it with SIGINT and returns its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the server on a free port without its page.
 * @param onLog Takes the lines of its log. @default they go where this process's errors go
 */
export async function startServerProcess(
  args: readonly string[],
  onLog?: (line: string) => void,
): Promise<ServerProcess> {
  const main = ['--import', 'tsx', 'main.ts', '--port', '0'];
  const child = spawn(process.execPath, [...main, ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, RIVULET_PAGE: 'none' },
    stdio: ['ignore', 'pipe', onLog ? 'pipe' : 'inherit'],
  });
  // Not `exit`: the last lines of the log come after it.
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (child.stderr && onLog) createInterface(child.stderr).on('line', onLog);
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Ready: (http:\S+?)\/?\s/.exec(output)?.[1];
      if (found) resolve(found);
    });
    void exited.then((code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return {
    url,
    memory() {
      if (process.platform !== 'linux') return undefined;
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    stop() {
      child.kill('SIGINT');
      return exited;
    },
  };
}
