import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { StreamProgress } from '../../src/protocol/stream-event.ts';
import { framingOf } from '../../src/protocol/stream-framing.ts';
import { streamReader, type StreamReaderOptions } from '../../src/protocol/stream-reader.ts';
import { streamTypes } from '../../src/protocol/stream-types.ts';
import { streamWriter } from '../../src/protocol/stream-writer.ts';
import {
  anyTypes,
  arbitraryStream,
  inPieces,
  joined,
  typedFramings,
  writtenStream,
} from './arbitrary-streams.ts';

async function readAll(source: AsyncIterable<Uint8Array>, options?: StreamReaderOptions) {
  const { header, items, footer } = streamReader(anyTypes, source, options);
  const first = await header();
  const read = [];
  for await (const item of items()) read.push(item);
  return { header: first, items: read, footer: await footer() };
}

const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 8 });
const faultOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof ChatError ? `${error.code}: ${error.message}` : error),
  );

it.each(typedFramings)(
  'reads what was written as %s, however the bytes are cut',
  async (framing) => {
    await fc.assert(
      fc.asyncProperty(arbitraryStream, cuts, fc.boolean(), async (stream, places, isTold) => {
        const bytes = await writtenStream(stream, framing);
        const read = await readAll(inPieces(bytes, places), isTold ? { framing } : {});
        expect(read).toEqual(stream);
      }),
      { numRuns: 200 },
    );
  },
);

it.each(typedFramings)(
  'never takes a stream as %s that was cut for a whole one',
  async (framing) => {
    await fc.assert(
      fc.asyncProperty(arbitraryStream, async (stream) => {
        const bytes = await writtenStream(stream, framing);
        const ended = await writtenStream({ ...stream, items: [] }, framing);
        // What follows the footer is the end marker, which a footer is as good as.
        const tail = framing === 'tagged' ? 0 : endLength(ended);
        for (let end = 0; end < bytes.length - tail; end += 1) {
          const fault = await faultOf(readAll(inPieces(bytes.slice(0, end), []), { framing }));
          expect(fault, `${end} of ${bytes.length} bytes`).toMatch(/^truncated: /);
        }
      }),
      { numRuns: 12 },
    );
  },
);

function endLength(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  const at = text.lastIndexOf('{"type":"finish"}');
  // A line end may be missing too: the JSON before it is closed.
  return new TextEncoder().encode(
    text.slice(at).replace(/^/, text.includes('data: ') ? 'data: \n\n' : '\n'),
  ).length;
}

it.each(typedFramings)('tells the progress of a stream as %s', async (framing) => {
  const told: StreamProgress[] = [];
  const bytes = await writtenStream({ header: 1, items: ['a', 'b'], footer: 2 }, framing);
  await readAll(inPieces(bytes, []), { framing, onProgress: (progress) => told.push(progress) });
  expect(told).toEqual([
    { done: 0, total: 2 },
    { done: 1, total: 2 },
  ]);
});

it('writes no progress into tagged frames unless it is asked for', async () => {
  const write = streamWriter(anyTypes, { framing: 'tagged' });
  expect(await write.progress({ done: 1 })).toHaveLength(0);
});

it.each(typedFramings)(
  'hands the error of a stream as %s to its reader, after the items before it',
  async (framing) => {
    const write = streamWriter(anyTypes, { framing });
    const error = new ChatError('rate-limited', 'Come again later.', { retryAfterMs: 2_000 });
    const bytes = joined([await write.header(1), await write.item('a'), await write.error(error)]);
    const read: unknown[] = [];
    const { items } = streamReader(anyTypes, inPieces(bytes, [3]), { framing });
    const reading = (async () => {
      for await (const item of items()) read.push(item);
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'rate-limited',
      message: 'Come again later.',
      retryAfterMs: 2_000,
    });
    expect(read).toEqual(['a']);
  },
);

it('reads raw bytes as items, and writes them as they are', async () => {
  const types = streamTypes({ item: z.instanceof(Uint8Array) });
  const write = streamWriter(types, { framing: 'bytes' });
  const bytes = [await write.item(new Uint8Array([0, 1])), await write.item(new Uint8Array([255]))];
  expect(bytes).toEqual([new Uint8Array([0, 1]), new Uint8Array([255])]);
  expect(await write.end()).toHaveLength(0);
  const { items } = streamReader(types, inPieces(joined(bytes), [2]), { framing: 'bytes' });
  const read = [];
  for await (const item of items()) read.push(...item);
  expect(read).toEqual([0, 1, 255]);
});

it('says what to do when values come out of their order', async () => {
  const write = streamWriter(anyTypes);
  expect(await faultOf(write.item(1))).toBe(
    'config: The item cannot be written: the header comes first.',
  );
  expect(await faultOf(write.end())).toBe(
    'config: The end cannot be written: the header is missing.',
  );
  await write.header(1);
  expect(await faultOf(write.header(1))).toMatch('a header comes once, before the first item');
  expect(await faultOf(write.end())).toMatch('the footer is missing');
  await write.footer(1);
  expect(await faultOf(write.item(1))).toMatch('the footer is the last of a stream');
  await write.end();
  expect(await faultOf(write.progress({ done: 1 }))).toMatch('the stream has ended');
  expect(await write.end()).toHaveLength(0);
  const bare = streamWriter(streamTypes({ item: z.string() }));
  expect(await faultOf((bare.header as (value: string) => Promise<unknown>)('x'))).toMatch(
    'give streamTypes a schema for it',
  );
});

it('refuses what does not fit the types on either side, and goes on', async () => {
  const types = streamTypes({ item: z.object({ words: z.array(z.string()) }) });
  const write = streamWriter(types);
  expect(await faultOf(write.item({ words: 'a' } as never))).toMatch(
    /^config: The item does not fit the types of the stream: words: /,
  );
  const bytes = joined([await write.item({ words: ['a'] }), await write.end()]);
  const other = streamTypes({ item: z.object({ letters: z.string() }) });
  const { items } = streamReader(other, inPieces(bytes, []));
  expect(await faultOf(items().next())).toMatch(
    /^protocol: The server sent an item that does not fit .*letters/,
  );
});

it('keeps the order of writes that nobody waits for', async () => {
  const slow = z.string().refine(async (word) => (await Promise.resolve(), word !== ''));
  const write = streamWriter(streamTypes({ item: slow }), { framing: 'ndjson' });
  const bytes = joined(await Promise.all(['a', 'b', 'c'].map((letter) => write.item(letter))));
  expect(
    new TextDecoder()
      .decode(bytes)
      .match(/"data":"(.)"/g)
      ?.join(''),
  ).toBe('"data":"a""data":"b""data":"c"');
});

it('reads the items once, the footer after them, and ends the source of a reader that leaves', async () => {
  const bytes = await writtenStream({ header: 1, items: [1, 2, 3], footer: 4 }, 'sse');
  const source: { isEnded?: boolean } = {};
  const { items, footer } = streamReader(anyTypes, inPieces(bytes, [...bytes.keys()], source));
  expect(await faultOf(footer())).toMatch(/^config: The footer comes after the items/);
  for await (const item of items()) {
    expect(item).toBe(1);
    break;
  }
  expect(source.isEnded).toBe(true);
  expect(() => items()).toThrow('The items can be read once');
});

it('reads a Response by its media type, and tells its status', async () => {
  const bytes = await writtenStream({ header: 1, items: [2], footer: 3 }, 'tagged');
  const headers = { 'content-type': 'application/x-typed-stream' };
  const { items, footer } = streamReader(
    anyTypes,
    new Response(new Uint8Array(bytes), { headers }),
  );
  expect(await items().next()).toEqual({ done: false, value: 2 });
  expect(await faultOf(footer())).toMatch(/^config: /);
  const refused = streamReader(anyTypes, new Response('no', { status: 503 }));
  expect(await faultOf(refused.header())).toMatch('the status 503');
});

it('takes objects that no event wraps for items, and believes the names of their frames', async () => {
  const bytes = new TextEncoder().encode(
    'event: header\ndata: {"language":"en"}\n\ndata: {"word":"a"}\n\nevent: footer\ndata: {"seconds":1}\n\n',
  );
  expect(await readAll(inPieces(bytes, [9]))).toEqual({
    header: { language: 'en' },
    items: [{ word: 'a' }],
    footer: { seconds: 1 },
  });
});

it('knows the framings by their media types', () => {
  const types = [
    'text/event-stream; charset=utf-8',
    'application/x-typed-stream',
    'application/jsonl',
    'text/html',
  ];
  expect(types.map(framingOf)).toEqual(['sse', 'tagged', 'ndjson', undefined]);
});
