import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A program that runs beside the tests. */
export interface Program {
  /** What it said of itself when it was ready: the first group of `ready`. */
  readonly told: string;
  /** Ends it, and waits until it has ended. */
  stop(): Promise<void>;
}

/** How a program is started. */
export interface ProgramStart {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** What its output says when it is ready; without this it is not waited for. */
  readonly ready?: RegExp | undefined;
}

/** Starts a program and waits until it says that it is ready. */
export async function startProgram({ path, args, env, ready }: ProgramStart): Promise<Program> {
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Read to its end: a full pipe would hold the program up.
  for (const output of [child.stdout, child.stderr]) output.resume();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // Also where what came after it failed.
  process.once('exit', () => child.kill());
  try {
    return { told: ready ? await hear(child, ready) : '', stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    child.kill();
    await ended;
  }
}

function hear(child: Child, ready: RegExp): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const told = ready.exec(output);
      if (told) resolve(told[1] ?? '');
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${child.spawnfile} ended: ${output}`)));
  });
}
