import { createHash } from 'node:crypto';
import { mkdir, open as openFile, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatError } from '../../protocol/chat-error.ts';
import type { DocumentStore, StoredDocument } from '../documents/document-store.ts';
import { readRecords, toRecord } from './record-file.ts';
import { replaceFile } from './replace-file.ts';

/** Where documents are kept. */
export interface FileDocumentsOptions {
  /** The folder, which is made where it is missing. Only one server may use it at a time. */
  readonly folder: string;
}

/**
 * Keeps shared documents in files: one for each, to which updates are appended, and which is written anew, from one
 * snapshot, when it is compacted. What is stored survives a power cut; of a file whose end was cut off, all before that is read.
 */
export function fileDocuments({ folder }: FileDocumentsOptions): DocumentStore {
  const open = new Set<FileDocument>();
  return {
    async open(name, listener) {
      await mkdir(folder, { recursive: true });
      const { document, found } = await FileDocument.open(fileOf(folder, name));
      document.onClose = () => open.delete(document);
      open.add(document);
      if (found.length > 0) listener.updated(found);
      return document;
    },
    remove: (name) => rm(fileOf(folder, name), { force: true }),
    async close() {
      await Promise.all([...open].map((document) => document.close()));
    },
  };
}

// Names have characters that no file may have, or may be too long for one.
function fileOf(folder: string, name: string): string {
  return join(folder, `${createHash('sha256').update(name).digest('hex')}.yjs`);
}

/** One document in its file. */
class FileDocument implements StoredDocument {
  readonly #path: string;
  #file: FileHandle;
  #updates: number;
  #bytes: number;
  /** One thing is done after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  onClose: () => void = () => {};

  private constructor(path: string, file: FileHandle, updates: number, bytes: number) {
    this.#path = path;
    this.#file = file;
    this.#updates = updates;
    this.#bytes = bytes;
  }

  static async open(path: string): Promise<{ document: FileDocument; found: Uint8Array[] }> {
    const file = await openFile(path, 'a+', 0o600);
    const { records, bytes } = readRecords(await readFile(path));
    // What was cut off in the middle would hide all that is appended behind it.
    await file.truncate(bytes);
    return { document: new FileDocument(path, file, records.length, bytes), found: records };
  }

  get updates(): number {
    return this.#updates;
  }

  append(update: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const record = toRecord(update);
      try {
        await this.#file.appendFile(record);
        await this.#file.datasync();
      } catch (error) {
        await this.#file.truncate(this.#bytes).catch(() => undefined);
        throw error;
      }
      this.#bytes += record.length;
      this.#updates += 1;
    });
  }

  compact(state: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const record = toRecord(state);
      const file = await replaceFile(this.#path, record);
      await this.#file.close();
      this.#file = file;
      this.#bytes = record.length;
      this.#updates = 1;
    });
  }

  tell(): void {
    // There is no other server.
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    const closing = this.#inTurn(() => this.#file.close());
    this.#isClosed = true;
    this.onClose();
    await closing;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return Promise.reject(closedError());
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

function closedError(): ChatError {
  return new ChatError('server', 'The file of this document is closed.');
}
