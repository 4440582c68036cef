import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../demo-server', import.meta.url));

/**
 * Starts a real server process on a free port, with scripted answers and no page.
 * @param node What Node itself is told.
 */
export async function startServerProcess(
  args: readonly string[] = [],
  node: readonly string[] = [],
) {
  const child = spawn(
    process.execPath,
    [...node, '--import', 'tsx', 'main.ts', '--port', '0', '--parallel', '64', ...args],
    { cwd: folder, env: { ...process.env, RIVULET_ENGINE: 'scripted', RIVULET_PAGE: 'none' } },
  );
  let output = '';
  let errorOutput = '';
  const exited = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'none')),
  );
  const url = await new Promise<string>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Ready: (http:\S+?)\/?\s/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', (chunk: Buffer) => {
      errorOutput += chunk.toString();
      look(chunk);
    });
    void exited.then((code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return {
    url,
    exited,
    /** What it has written so far, to standard output and to standard error. */
    output: () => output,
    /** What it has written so far to standard error: its log. */
    errorOutput: () => errorOutput,
    pid: child.pid,
    /** Sends a signal. */
    signal: (name: NodeJS.Signals) => void child.kill(name),
    /** Ends it at once, if it has not ended, and waits until it is gone. */
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A server process under test. */
export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>;
