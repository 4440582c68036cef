import * as fc from 'fast-check';
import type { StandardSchema } from '../../src/protocol/standard-schema.ts';
import { streamTypes } from '../../src/protocol/stream-types.ts';
import { streamWriter } from '../../src/protocol/stream-writer.ts';
import type { StreamFraming } from '../../src/protocol/stream-framing.ts';

/** The framings that hold every kind of value. */
export const typedFramings = ['sse', 'ndjson', 'tagged'] as const satisfies StreamFraming[];

/** Any value that JSON has. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

// A library's schema would leave out `__proto__`, which is a name in JSON.
const json: StandardSchema<Json> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Json }) },
};

/** The types of the streams that are made here: all three kinds hold any JSON. */
export const anyTypes = streamTypes({ header: json, item: json, footer: json });

/** A typed stream as its values. */
export interface StreamCase {
  readonly header: Json;
  readonly items: readonly Json[];
  readonly footer: Json;
}

// As JSON gives it back: it has no minus zero.
const anyJson = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** Streams with values that framings may stumble over: line ends, separators, halves of characters, long numbers. */
export const arbitraryStream: fc.Arbitrary<StreamCase> = fc.record({
  header: anyJson,
  items: fc.array(
    fc.oneof(
      anyJson,
      fc.constantFrom<Json>('a\nb', '\r\n\u2028', '🌊', { type: 'finish' }, [[]], null, ''),
    ),
    { maxLength: 12 },
  ),
  footer: anyJson,
});

/** Writes a stream as bytes. */
export async function writtenStream(
  { header, items, footer }: StreamCase,
  framing: StreamFraming,
  { progress = true }: { readonly progress?: boolean } = {},
): Promise<Uint8Array> {
  const write = streamWriter(anyTypes, { framing, progress });
  const pieces = [await write.header(header)];
  for (const [index, item] of items.entries()) {
    pieces.push(await write.progress({ done: index, total: items.length }));
    pieces.push(await write.item(item));
  }
  pieces.push(await write.footer(footer), await write.end());
  return joined(pieces);
}

/** Puts pieces of bytes together. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}

/** Gives bytes in pieces that end at these places, and notes that it was ended. */
export async function* inPieces(
  bytes: Uint8Array,
  cuts: readonly number[],
  ended: { isEnded?: boolean } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const places = [...cuts, bytes.length]
      .map((at) => Math.min(at, bytes.length))
      .sort((a, b) => a - b);
    let start = 0;
    for (const end of places) {
      yield bytes.slice(start, end);
      start = end;
    }
  } finally {
    ended.isEnded = true;
  }
}
