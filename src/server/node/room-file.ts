import { open as openFile, readFile, type FileHandle } from 'node:fs/promises';
import { ChatError } from '../../protocol/chat-error.ts';
import type { RoomEntry, RoomState } from '../../protocol/room-state.ts';
import { KeptRoom, type RoomSnapshot } from '../rooms/kept-room.ts';
import type { RoomPlace } from '../rooms/room-place.ts';
import { readRecords, toRecord } from './record-file.ts';
import { replaceFile } from './replace-file.ts';

/** A record of a room's file, as JSON: all that was kept, an entry of the log, or how far somebody has read. */
type RoomRecord =
  | { readonly all: RoomSnapshot }
  | { readonly key: string; readonly entry: RoomEntry }
  | { readonly member: string; readonly seq: number };

/** One room, in memory and in its file: what changes is on the disk before it is in memory, and so before anybody is told. */
export class RoomFile {
  /** What is on the disk. */
  readonly room: KeptRoom;
  readonly #path: string;
  #file: FileHandle;
  #bytes: number;
  /** One thing is done after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, file: FileHandle, room: KeptRoom, bytes: number) {
    this.#path = path;
    this.#file = file;
    this.room = room;
    this.#bytes = bytes;
  }

  /** Opens a room, empty where there is none. */
  static async open(path: string): Promise<RoomFile> {
    const file = await openFile(path, 'a+', 0o600);
    try {
      const { records, bytes } = readRecords(await readFile(path));
      // What was cut off in the middle would hide all that is appended behind it.
      await file.truncate(bytes);
      const room = records.map(recordOf).reduce(taken, new KeptRoom());
      return new RoomFile(path, file, room, bytes);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Adds an entry, or finds the one of the same key. Throws a `ChatError` of code `overloaded` where the disk does not take it. */
  append(key: string, entry: RoomEntry): Promise<RoomPlace> {
    return this.#inTurn(async () => {
      if (this.room.placeOf(key) === undefined) await this.#write({ key, entry });
      return this.room.append(key, entry);
    });
  }

  /** Notes how far a member has read. */
  mark(member: string, seq: number): Promise<void> {
    return this.#inTurn(async () => {
      // Not waited for: what is lost of it is said again.
      if (this.room.mark(member, seq)) await this.#write({ member, seq }, false);
    });
  }

  /** Folds the log, and writes the file anew. */
  fold(state: RoomState): Promise<void> {
    return this.#inTurn(async () => {
      if (this.room.fold(state)) await this.#rewrite();
    });
  }

  /** Does what was begun, and closes the file. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#file.close());
  }

  async #write(record: RoomRecord, isSynced = true): Promise<void> {
    const bytes = bytesOf(record);
    try {
      await this.#file.appendFile(bytes);
      if (isSynced) await this.#file.datasync();
    } catch (cause) {
      await this.#file.truncate(this.#bytes).catch(() => undefined);
      const text = 'The server cannot store what is said at the moment. It is tried again.';
      throw new ChatError('overloaded', text, { status: 503, retryAfterMs: 2000, cause });
    }
    this.#bytes += bytes.length;
  }

  async #rewrite(): Promise<void> {
    const bytes = bytesOf({ all: this.room.snapshot });
    const file = await replaceFile(this.#path, bytes);
    await this.#file.close();
    this.#file = file;
    this.#bytes = bytes.length;
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

function taken(room: KeptRoom, record: RoomRecord): KeptRoom {
  if ('all' in record) return new KeptRoom(record.all);
  if ('entry' in record) room.append(record.key, record.entry);
  else room.mark(record.member, record.seq);
  return room;
}

function bytesOf(record: RoomRecord): Uint8Array {
  return toRecord(Buffer.from(JSON.stringify(record)));
}

function recordOf(bytes: Uint8Array): RoomRecord {
  return JSON.parse(Buffer.from(bytes).toString()) as RoomRecord;
}
