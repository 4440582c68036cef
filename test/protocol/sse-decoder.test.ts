// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseDecoder, type SseFrame } from '../../src/protocol/sse-decoder.ts';

const encoder = new TextEncoder();

function decode(...chunks: (string | Uint8Array)[]): SseFrame[] {
  const decoder = new SseDecoder();
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? encoder.encode(chunk) : chunk));
  return [...bytes.flatMap((chunk) => decoder.push(chunk)), ...decoder.flush()];
}

function dataOf(...chunks: string[]): string[] {
  return decode(...chunks).map(({ data }) => data);
}

const sample = [
  '\uFEFF: welcome\r\nretry: 1000\r\nid: r:-\r\n\r\n',
  'event: token\rdata: Grüße 😀\rid: r:0\r\r',
  'data: {"a":\ndata: 1}\n\n',
  ':\n\nid\ndata\n\ndata:  two spaces\n\nevent: lost\n\ndata: [DONE]',
].join('');

describe('SseDecoder', () => {
  it('gives the same frames however the bytes are cut', () => {
    const whole = decode(sample);
    const bytes = encoder.encode(sample);
    for (let size = 1; size < bytes.length; size++) {
      const chunks: Uint8Array[] = [];
      for (let start = 0; start < bytes.length; start += size) {
        chunks.push(bytes.subarray(start, start + size));
      }
      expect(decode(...chunks)).toEqual(whole);
    }
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(decode(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    }
    expect(whole).toEqual([
      { event: 'token', data: 'Grüße 😀', id: 'r:0' },
      { event: 'message', data: '{"a":\n1}' },
      { event: 'message', data: '', id: '' },
      { event: 'message', data: ' two spaces' },
      { event: 'message', data: '[DONE]' },
    ]);
  });

  it('never breaks on arbitrary bytes, nor depends on their cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, cut) => {
        expect(decode(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(decode(bytes));
      }),
    );
  });

  it('strips one byte order mark at the beginning and no other', () => {
    expect(dataOf('\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n')).toEqual(['a', '\uFEFFc']);
    expect(dataOf('\uFEFF\uFEFFdata: a\n\n')).toEqual([]);
  });

  it('takes off one space after the colon only', () => {
    expect(dataOf('data:a\n\n', 'data: a\n\n', 'data:  a\n\n', 'data:\ta\n\n')).toEqual([
      'a',
      'a',
      ' a',
      '\ta',
    ]);
  });

  it('ignores comments and unknown fields', () => {
    expect(dataOf(': ping\n:\ndata: a\nfoo: b\nDATA: c\n data: d\n\n')).toEqual(['a']);
  });

  it('dispatches empty data, but nothing without data', () => {
    expect(dataOf('data\n\n', 'data:\ndata\n\n', 'event: x\n\n', '\n\n')).toEqual(['', '\n']);
  });

  it('forgets the event name after each frame, even one without data', () => {
    const frames = decode('event: a\n\ndata: 1\n\nevent: b\ndata: 2\n\ndata: 3\n\n');
    expect(frames.map(({ event }) => event)).toEqual(['message', 'b', 'message']);
  });

  it('remembers an id until it changes, also from a frame without data', () => {
    const decoder = new SseDecoder();
    const ids = ['id: r:-\n\n', 'data: x\n\n', 'id: r:0\ndata: y\n\n', 'id\n\n'].map((text) => {
      decoder.push(encoder.encode(text));
      return decoder.lastEventId;
    });
    expect(ids).toEqual(['r:-', 'r:-', 'r:0', '']);
  });

  it('takes an id over only when its frame is whole', () => {
    const decoder = new SseDecoder();
    decoder.push(encoder.encode('id: r:7\ndata: cut'));
    decoder.flush();
    expect(decoder.lastEventId).toBe('');
  });

  it('ignores an id with a NUL and a retry that is no number', () => {
    const decoder = new SseDecoder();
    decoder.push(encoder.encode('id: a\0b\nretry: 1s\ndata: x\n\nretry: 250\n\n'));
    expect([decoder.lastEventId, decoder.retryMs]).toEqual(['', 250]);
  });

  it('gives a last frame without its blank line when its data is complete', () => {
    expect(dataOf('data: {"a":1}')).toEqual(['{"a":1}']);
    expect(dataOf('data: "word"\n')).toEqual(['"word"']);
    expect(dataOf('data: [DONE]')).toEqual(['[DONE]']);
  });

  it('drops a last frame that was cut inside its data', () => {
    expect(dataOf('data: {"a":')).toEqual([]);
    expect(dataOf('data: 12')).toEqual([]);
    expect(dataOf('data: hel')).toEqual([]);
  });

  it('reads the error field of old llama.cpp as an error event', () => {
    expect(decode('error: {"code":500}\n\n')).toEqual([{ event: 'error', data: '{"code":500}' }]);
  });

  it('refuses an event beyond its cap, in one line or many', () => {
    const tooLong = expect.objectContaining({ code: 'protocol', retryable: false });
    const oneLine = new SseDecoder({ maxLength: 100 });
    expect(() => oneLine.push(encoder.encode(`data: ${'x'.repeat(101)}`))).toThrow(tooLong);
    const manyLines = new SseDecoder({ maxLength: 100 });
    expect(() => manyLines.push(encoder.encode('data: xxxxxxxx\n'.repeat(20)))).toThrow(tooLong);
  });

  it('reads many long events, because the cap is for one', () => {
    const decoder = new SseDecoder({ maxLength: 100 });
    const text = `data: ${'x'.repeat(80)}\n\n`.repeat(50);
    expect(decoder.push(encoder.encode(text))).toHaveLength(50);
  });
});
