// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseDecoder, type SseFrame } from '../../src/protocol/sse-decoder.ts';
import { edgeStreams } from './edge-streams.ts';
import { interpretEventStream, type ReferenceResult } from './reference-sse.ts';

// What the decoder gives before the end of the stream, where it is more tolerant than the specification.
function decode(chunks: readonly Uint8Array[]): ReferenceResult {
  const decoder = new SseDecoder();
  const frames: SseFrame[] = chunks.flatMap((chunk) => decoder.push(chunk));
  let last = '';
  const events = frames.map(({ event, data, id }) => ({ event, data, id: (last = id ?? last) }));
  return { events, lastEventId: decoder.lastEventId, retryMs: decoder.retryMs };
}

// An id may come in a frame without data, which the frames do not show.
function withoutIds({ events, ...rest }: ReferenceResult): object {
  return { ...rest, events: events.map(({ event, data }) => ({ event, data })) };
}

function ours(bytes: Uint8Array, cuts: readonly number[]): object {
  const places = [0, ...cuts];
  const chunks = places.map((place, index) => bytes.subarray(place, places[index + 1]));
  return withoutIds(decode(chunks));
}

function theirs(bytes: Uint8Array): object {
  return withoutIds(interpretEventStream(bytes));
}

describe('SseDecoder and the specification', () => {
  it.each(
    edgeStreams.map((bytes) => [new TextDecoder().decode(bytes).slice(0, 40), bytes] as const),
  )('agree on %j, cut anywhere', (_name, bytes) => {
    expect(ours(bytes, [])).toEqual(theirs(bytes));
    const step = bytes.length > 1000 ? 997 : 1;
    for (let cut = 0; cut <= bytes.length; cut += step)
      expect(ours(bytes, [cut])).toEqual(theirs(bytes));
    const all = Array.from({ length: Math.min(bytes.length, 1000) }, (_, index) => index);
    expect(ours(bytes, all)).toEqual(theirs(bytes));
  });

  it('agree on any mixture of fields, ends and marks, cut anywhere', () => {
    const piece = fc.constantFrom(
      'data',
      'event',
      'id',
      'retry',
      ':',
      ': ',
      ' ',
      '\n',
      '\r',
      '\r\n',
      '\n\n',
      'a',
      '1',
      '\uFEFF',
      '\0',
      'ü',
      '😀',
      'data: x',
      'id: 7',
      'event: e',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 16 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        (pieces, cuts) => {
          const bytes = new TextEncoder().encode(pieces.join(''));
          expect(
            ours(
              bytes,
              cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b),
            ),
          ).toEqual(theirs(bytes));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('agree on any bytes', () => {
    const byte = fc.constantFrom(
      ...new TextEncoder().encode('data:\n\r \uFEFF😀id'),
      0xff,
      0xe2,
      0,
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 30 }), fc.nat(30), (bytes, cut) => {
        const stream = Uint8Array.from(bytes);
        expect(ours(stream, [Math.min(cut, stream.length)])).toEqual(theirs(stream));
      }),
      { numRuns: 3000 },
    );
  });
});
