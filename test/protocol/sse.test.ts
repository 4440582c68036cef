// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSse, encodeSse, type SseFrame } from '../../src/protocol/sse.ts';
import { collect } from '../../src/testing/collect.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

const line = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\0\uFEFF]/g, ''));
const data = fc.array(line, { minLength: 1 }).map((lines) => lines.join('\n'));
const frame: fc.Arbitrary<SseFrame> = fc.record(
  { event: line.map((name) => name || 'message'), data, id: line },
  { requiredKeys: ['event', 'data'] },
);

describe('encodeSse and decodeSse', () => {
  it('give back every frame, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(frame, { maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        async (frames, size) => {
          const wire = frames.map((fields) => encodeSse(fields)).join('');
          expect(await collect(decodeSse(cut(wire, size)))).toEqual(frames);
        },
      ),
    );
  });

  it('write a frame as the specification shows it', () => {
    const text = encodeSse({
      event: 'add',
      data: 'one\ntwo',
      id: 'r:1',
      retry: 1000,
      comment: 'hi',
    });
    expect(text).toBe(': hi\nevent: add\nid: r:1\nretry: 1000\ndata: one\ndata: two\n\n');
  });

  it('write a heartbeat as a comment, which is no frame', async () => {
    const wire = encodeSse({ comment: '' }) + encodeSse({ retry: 500, id: 'r:-' });
    expect(await collect(decodeSse(cut(wire, 1)))).toEqual([]);
  });

  it('refuse an id or event name that would break the stream', () => {
    expect(() => encodeSse({ id: 'a\nb' })).toThrow(TypeError);
    expect(() => encodeSse({ event: 'a\rb', data: '' })).toThrow(TypeError);
    expect(() => encodeSse({ id: 'a\0b' })).toThrow(TypeError);
  });

  it('do not let data smuggle in fields or frames', async () => {
    const wire = encodeSse({ data: 'a\n\nid: evil\r\rdata: b' });
    expect(await collect(decodeSse(cut(wire, 3)))).toEqual([
      { event: 'message', data: 'a\n\nid: evil\n\ndata: b' },
    ]);
  });
});
