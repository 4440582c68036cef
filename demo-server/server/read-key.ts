import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { StartError } from '../shared/start-error.ts';

/** Where the key is to be found. */
export interface KeySource {
  readonly key: string | undefined;
  /** A file that holds the key and nothing else; from the folder in which the command was called. */
  readonly keyFile: string | undefined;
  /** The option that names the file. @default '--key-file' */
  readonly option?: string | undefined;
}

/**
 * Reads the key that the server asks for; undefined when it asks for none. Throws a `StartError` for a key that no client
 * could send.
 * @param warn Is told when others on this machine can read the file.
 */
export async function readKey(
  { key, keyFile, option = '--key-file' }: KeySource,
  warn: (text: string) => void = () => undefined,
): Promise<string | undefined> {
  if (keyFile === undefined)
    return key === undefined ? undefined : checked(key, option.replace('-file', ''));
  const path = isAbsolute(keyFile)
    ? keyFile
    : resolve(process.env['INIT_CWD'] ?? process.cwd(), keyFile);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(
      `The key file ${path} cannot be read (${cause.code ?? cause.message}). Check the path given with ${option}.`,
      { cause },
    );
  });
  // Not refused: secrets that a container is given are often readable by all, and nobody else is in there.
  const isOpen = process.platform !== 'win32' && ((await stat(path)).mode & 0o007) !== 0;
  if (isOpen) {
    warn(`Everybody on this machine can read the key in ${path}. Close it with chmod 600.`);
  }
  return checked(text.replace(/(?:\r?\n)+$/, ''), `The key in ${path}`);
}

function checked(key: string, name: string): string {
  if (key.trim() === '') throw new StartError(`${name} is empty. Give a secret, or leave it out.`);
  // A header holds one line without blanks around it, and no signs beyond Latin-1.
  if (/^[\x21-\xff](?:[\x20-\xff]*[\x21-\xff])?$/.test(key) && !/[\x7f-\x9f]/.test(key)) return key;
  throw new StartError(
    `${name} cannot be sent in a header. Take letters, digits and signs on one line, without blanks at its ends.`,
  );
}
