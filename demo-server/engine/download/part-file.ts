import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartError } from '../../shared/start-error.ts';

/**
 * A file that is being fetched: it has a name of its own until it is whole and its bytes are proven, so nothing ever takes
 * it for the model. What an interrupted fetch has left is gone on with when it is of the same file.
 */
export class PartFile {
  readonly #path: string;
  readonly #part: string;
  readonly #mark: string;
  #file: FileHandle | undefined;
  #hash: Hash = createHash('sha256');
  /** How many bytes are there. */
  size = 0;
  /** By what the server knows the version of the file that the part is of. */
  version: string | undefined;

  /** @param path The name of the whole file. */
  constructor(path: string) {
    this.#path = path;
    this.#part = `${path}.part`;
    this.#mark = `${path}.part.version`;
  }

  /** Opens what is there already. Throws a `StartError` when the folder cannot be written to. */
  async open(): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      const left = await stat(this.#part).catch(() => undefined);
      this.version = left && (await readFile(this.#mark, 'utf8').catch(() => undefined));
      this.#file = await open(this.#part, left ? 'r+' : 'w+');
      this.size = this.version === undefined ? 0 : (left?.size ?? 0);
    } catch (error) {
      throw this.#diskError(error, 0);
    }
    if (this.size === 0) return;
    for await (const bytes of createReadStream(this.#part, { end: this.size - 1 })) {
      this.#hash.update(bytes as Buffer);
    }
  }

  /** Makes ready for the bytes of a version of the file: from where it ends, or from the beginning. */
  async begin(version: string, from: number, missing: number): Promise<void> {
    if (from === 0) {
      this.size = 0;
      this.#hash = createHash('sha256');
    }
    try {
      const { blocks, bavail, bsize } = await statfs(dirname(this.#path));
      if (blocks > 0 && bavail * bsize < missing)
        throw noRoom(missing, bavail * bsize, dirname(this.#path));
      if (from === 0) await this.#file?.truncate(0);
      if (version !== this.version) await writeFile(this.#mark, version);
      this.version = version;
    } catch (error) {
      throw this.#diskError(error, missing);
    }
  }

  /** Adds bytes at the end. Throws a `StartError` when the disk is full; then nothing is left of the part. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten = 0 } =
          (await this.#file?.write(bytes, done, bytes.length - done, this.size + done)) ?? {};
        if (bytesWritten === 0) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
        done += bytesWritten;
      }
    } catch (error) {
      await this.remove();
      throw this.#diskError(error, bytes.length);
    }
    this.#hash.update(bytes);
    this.size += bytes.length;
  }

  /** The first bytes, as text. */
  async head(length: number): Promise<string> {
    const read = await this.#file?.read(Buffer.alloc(length), 0, length, 0);
    return read?.buffer.toString('latin1', 0, read.bytesRead) ?? '';
  }

  /** The SHA-256 of what is there; call it once, at the end. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  /** Gives the whole file its name. */
  async finish(): Promise<void> {
    try {
      await this.#file?.truncate(this.size);
      await this.#file?.sync();
      await this.close();
      await rename(this.#part, this.#path).catch(async (error: unknown) => {
        // Another server on this machine has fetched the same and was first.
        await stat(this.#path).catch(() => {
          throw error;
        });
      });
      await rm(this.#mark, { force: true });
    } catch (error) {
      throw this.#diskError(error, 0);
    }
  }

  /** Keeps what is there for the next time. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  /** Forgets what is there. */
  async remove(): Promise<void> {
    await this.close().catch(() => undefined);
    await Promise.all([rm(this.#part, { force: true }), rm(this.#mark, { force: true })]);
  }

  #diskError(error: unknown, missing: number): Error {
    if (error instanceof StartError) return error;
    const folder = dirname(this.#path);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(missing, 0, folder);
    return new StartError(
      `The model cannot be kept in ${folder} (${code}). Make it writable, or give --model a file.`,
      {
        cause: error,
      },
    );
  }
}

function noRoom(missing: number, free: number, folder: string): StartError {
  return new StartError(
    `The disk is full: the model needs ${megabytes(missing)} more in ${folder}, and ${megabytes(free)} are free. Make room, or set HOME to a folder on another disk.`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
