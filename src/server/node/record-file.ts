import { crc32 } from 'node:zlib';

// Length and checksum, four bytes each.
const headBytes = 8;

/** A record of an append-only file: its length, its checksum, its bytes. */
export function toRecord(bytes: Uint8Array): Uint8Array {
  const record = Buffer.alloc(headBytes + bytes.length);
  record.writeUInt32LE(bytes.length, 0);
  record.writeUInt32LE(crc32(bytes), 4);
  record.set(bytes, headBytes);
  return record;
}

/** The records at the beginning of a file, as far as they are whole, and how many bytes they have. */
export function readRecords(file: Buffer): { records: Uint8Array[]; bytes: number } {
  const records: Uint8Array[] = [];
  let at = 0;
  while (at + headBytes <= file.length) {
    const end = at + headBytes + file.readUInt32LE(at);
    const bytes = file.subarray(at + headBytes, end);
    if (end > file.length || crc32(bytes) !== file.readUInt32LE(at + 4)) break;
    records.push(bytes);
    at = end;
  }
  return { records, bytes: at };
}
