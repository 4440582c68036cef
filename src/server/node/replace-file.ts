import { open as openFile, rename, type FileHandle } from 'node:fs/promises';

/** Puts new bytes in the place of a file's, all or none of them if the machine stops; returns the file, open for more behind them. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<FileHandle> {
  const next = `${path}.next`;
  const file = await openFile(next, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  return openFile(path, 'a+', 0o600);
}
