import { open, stat } from 'node:fs/promises';
import { digestFile } from '../shared/file-digest.ts';
import { StartError } from '../shared/start-error.ts';

/** Checks that a file is there and begins like a GGUF model. Returns its size in bytes; throws a `StartError`. */
export async function checkModelFile(path: string): Promise<number> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) {
    throw new StartError(
      `There is no model file at ${path}. Check the path, or give --model hf:owner/repository:quant to fetch one.`,
    );
  }
  if (!facts.isFile()) {
    throw new StartError(`${path} is not a file. Give --model the path of a .gguf file.`);
  }
  const file = await open(path);
  try {
    const magic = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (magic.buffer.toString('latin1') === 'GGUF') return facts.size;
  } finally {
    await file.close();
  }
  throw new StartError(
    `${path} is not a GGUF model: its first bytes are wrong. Fetch the file again.`,
  );
}

/** Checks a file against its SHA-256. Throws a `StartError` when they differ. */
export async function checkSha256(path: string, expected: string): Promise<void> {
  if ((await digestFile(path, 'sha256', 'hex')) === expected) return;
  throw new StartError(
    `The bundled model ${path} is damaged: its SHA-256 is not the manifest's. Restore it from the repository.`,
  );
}
