import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { ChatError } from 'rivulet/protocol';

const run = promisify(execFile);

/** A direction of translation that is installed. */
export interface Direction {
  /** Apertium's name of it: `eng-spa`. */
  readonly mode: string;
  /** The tag of the language that it ends in. */
  readonly language: string;
}

/** What is looked for, the first first. */
const directions: readonly Direction[] = [
  { mode: 'eng-spa', language: 'es' },
  { mode: 'en-es', language: 'es' },
  { mode: 'eng-cat', language: 'ca' },
  { mode: 'en-ca', language: 'ca' },
  { mode: 'eng-deu', language: 'de' },
  { mode: 'en-gl', language: 'gl' },
];
const limitMs = 20_000;

/** Looks for Apertium, a translator without models that Debian packages. Returns what it can do from English, or undefined. */
export async function findApertium(command = 'apertium'): Promise<Direction | undefined> {
  try {
    const { stdout } = await run(command, ['-l'], { timeout: 5000 });
    const modes = new Set(stdout.split(/\s+/));
    return directions.find(({ mode }) => modes.has(mode));
  } catch {
    return undefined;
  }
}

/** Translates by a process of its own. Rejects with a `ChatError`, or the signal's reason. */
export async function translate(
  text: string,
  { mode }: Direction,
  signal?: AbortSignal,
  command = 'apertium',
): Promise<string> {
  const child = spawn(command, ['-u', mode], { stdio: ['pipe', 'pipe', 'ignore'] });
  const stop = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(stop, limitMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const ended = new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', resolve);
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
    const code = await ended;
    signal?.throwIfAborted();
    if (code === 0 && out.trim() !== '') return out;
    throw new ChatError('server', 'Apertium has failed at this text.');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
