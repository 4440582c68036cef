import type { CommandLine } from '../cli/command-line.ts';
import type { Terminal } from '../cli/terminal.ts';
import { readKey, type KeySource } from './read-key.ts';

/** The keys that a server is given. */
interface Keys {
  /** What this server asks for. */
  readonly key: string | undefined;
  /** What the servers of `--upstream` ask for. */
  readonly upstreamKey: string | undefined;
  /** What the server of `--images` asks for. */
  readonly imagesKey: string | undefined;
}

/** Reads all keys that the command line tells of. Throws and warns as `readKey` does. */
export async function readKeys(commandLine: CommandLine, terminal: Terminal): Promise<Keys> {
  const warn = (text: string) => terminal.say(text);
  const { upstream, images } = commandLine;
  return {
    key: await readKey(commandLine, warn),
    upstreamKey: await readKey(sourceOf(upstream, '--upstream-key-file'), warn),
    imagesKey: await readKey(sourceOf(images, '--images-key-file'), warn),
  };
}

/** Where the key of another server is to be found: what the command line says goes before the environment. */
function sourceOf(
  { key, keyFile }: Pick<KeySource, 'key' | 'keyFile'> = { key: undefined, keyFile: undefined },
  option: string,
): KeySource {
  return { key: keyFile === undefined ? key : undefined, keyFile, option };
}
