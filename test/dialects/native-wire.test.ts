// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import { encodeEvent, endOfStream, eventStreamHeaders } from '../../src/dialects/encode-event.ts';
import { collect } from '../../src/testing/collect.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { openEvent, terminalEvent } from '../protocol/arbitrary-events.ts';

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

const headers = new Headers(eventStreamHeaders);

describe('encodeEvent and decodeEvents', () => {
  it('give back every event, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(openEvent, { maxLength: 8 }),
        terminalEvent,
        fc.integer({ min: 1, max: 40 }),
        async (open, end, size) => {
          const events = JSON.parse(JSON.stringify([...open, end])) as typeof open;
          const wire = events.map((event, seq) => encodeEvent(event, `run:${seq}`)).join('');
          const bytes = cut(wire + endOfStream, size);
          expect(await collect(decodeEvents(bytes, { headers }))).toEqual(events);
        },
      ),
    );
  });

  it('write what the specification shows', () => {
    expect(encodeEvent({ type: 'abort' }, 'r:1')).toBe('id: r:1\ndata: {"type":"abort"}\n\n');
    expect(endOfStream).toBe('data: [DONE]\n\n');
  });
});
