// @vitest-environment node
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamReader } from '../../src/protocol/stream-reader.ts';
import { findPython } from '../set-up/python.ts';
import {
  anyTypes,
  arbitraryStream,
  inPieces,
  writtenStream,
  type StreamCase,
} from './arbitrary-streams.ts';

const python = findPython();
const needs = python ? '' : ' (needs a Python)';

// Written from the format, and by no code of ours: `>BI` is a byte for the kind and four for the length, the highest first.
const readerInPython = `
import json, struct, sys
source, streams = sys.stdin.buffer, []
count, = struct.unpack(">I", source.read(4))
for _ in range(count):
    size, = struct.unpack(">I", source.read(4))
    end, stream = size, {"header": None, "items": [], "footer": None}
    while end > 0:
        kind, length = struct.unpack(">BI", source.read(5))
        value = json.loads(source.read(length).decode("utf-8"))
        end -= 5 + length
        if kind == 2: stream["header"] = value
        elif kind == 3: stream["items"].append(value)
        elif kind == 4: stream["footer"] = value
        else: raise ValueError(f"unknown kind {kind}")
    streams.append(stream)
json.dump(streams, sys.stdout)
`;

const writerInPython = `
import json, struct, sys
out = sys.stdout.buffer
def frame(kind, value):
    data = json.dumps(value, ensure_ascii=ascii).encode("utf-8")
    return struct.pack(">BI", kind, len(data)) + data
for number, stream in enumerate(json.load(sys.stdin)):
    ascii = number % 2 == 0
    frames = [frame(2, stream["header"])] + [frame(3, item) for item in stream["items"]] + [frame(4, stream["footer"])]
    out.write(struct.pack(">I", sum(map(len, frames))) + b"".join(frames))
`;

// Floats are written otherwise by Python, but mean the same.
const streams = fc.sample(arbitraryStream, { numRuns: 40, seed: 4 });

describe.skipIf(!python)('the tagged framing', () => {
  it(`is read by a reader in Python${needs}`, async () => {
    const written = await Promise.all(streams.map((stream) => taggedOf(stream)));
    const input = Buffer.concat([
      length(written.length),
      ...written.flatMap((bytes) => [length(bytes.length), bytes]),
    ]);
    expect(JSON.parse(run(readerInPython, input).toString())).toEqual(streams);
  });

  it(`is read by ours as a writer in Python writes it, cut anywhere${needs}`, async () => {
    const output = run(writerInPython, Buffer.from(JSON.stringify(streams)));
    let at = 0;
    for (const stream of streams) {
      const size = output.readUInt32BE(at);
      const bytes = new Uint8Array(output.subarray(at + 4, at + 4 + size));
      at += 4 + size;
      const cuts = fc.sample(fc.array(fc.nat({ max: size }), { maxLength: 6 }), {
        numRuns: 5,
        seed: size,
      });
      for (const places of cuts) expect(await readAll(bytes, places)).toEqual(stream);
    }
    expect(at).toBe(output.length);
  });
});

// A reader that knows Baseten's kinds alone is given no other.
async function taggedOf(stream: StreamCase): Promise<Uint8Array> {
  return writtenStream(stream, 'tagged', { progress: false });
}

async function readAll(bytes: Uint8Array, cuts: readonly number[]) {
  const { header, items, footer } = streamReader(anyTypes, inPieces(bytes, cuts));
  const first = await header();
  const read = [];
  for await (const item of items()) read.push(item);
  return { header: first, items: read, footer: await footer() };
}

function length(size: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(size);
  return bytes;
}

function run(program: string, input: Buffer): Buffer {
  return execFileSync(python ?? 'python3', ['-c', program], { input, maxBuffer: 64 * 1024 * 1024 });
}
