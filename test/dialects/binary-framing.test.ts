// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { amazon, bedrockEvent, framed } from './amazon-frames.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

function message(
  bytes: Uint8Array,
  size = 1e6,
  contentType = 'application/octet-stream',
): Promise<ChatMessage> {
  return collectMessage(decodeEvents(cut(bytes, size), { contentType }));
}

/** Writes a frame of Baseten's typed streams. */
function tagged(kind: number, value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const head = Buffer.alloc(5);
  head.writeUInt8(kind);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

const chunk = (value: unknown): Buffer =>
  bedrockEvent('chunk', { bytes: Buffer.from(JSON.stringify(value)).toString('base64') });

const typed = Buffer.concat([
  tagged(2, { language: 'en' }),
  tagged(3, { words: ['a', 'ü'] }),
  tagged(3, { words: ['c'] }),
  tagged(4, { duration: 3 }),
]);
const converse = Buffer.concat([
  bedrockEvent('messageStart', { role: 'assistant' }),
  bedrockEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hel' } }),
  bedrockEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'lö' } }),
  bedrockEvent('contentBlockStop', { contentBlockIndex: 0 }),
  bedrockEvent('contentBlockStart', {
    contentBlockIndex: 1,
    start: { toolUse: { toolUseId: 't', name: 'find' } },
  }),
  bedrockEvent('contentBlockDelta', {
    contentBlockIndex: 1,
    delta: { toolUse: { input: '{"q":1}' } },
  }),
  bedrockEvent('contentBlockStop', { contentBlockIndex: 1 }),
  bedrockEvent('messageStop', { stopReason: 'tool_use' }),
  bedrockEvent('metadata', { usage: { inputTokens: 3, outputTokens: 4 } }),
]);

describe('binary streams', () => {
  it('of typed items are their header, items and footer, however they are cut', async () => {
    const whole = await message(typed);
    expect(whole).toMatchObject({
      end: 'complete',
      parts: [
        { type: 'data-header', data: { language: 'en' } },
        { type: 'data-item', data: { words: ['a', 'ü'] } },
        { type: 'data-item', data: { words: ['c'] } },
        { type: 'data-footer', data: { duration: 3 } },
      ],
    });
    for (const size of [1, 2, 3, 7]) expect(await message(typed, size)).toEqual(whole);
    expect(await message(typed.subarray(0, -3))).toMatchObject({ end: 'truncated' });
  });

  it('of an unknown kind are refused', async () => {
    const wire = Buffer.concat([tagged(2, {}), tagged(9, {})]);
    await expect(message(wire)).rejects.toMatchObject({ code: 'protocol' });
  });

  it('of Bedrock are read, however they are cut', async () => {
    const type = 'application/vnd.amazon.eventstream';
    const whole = await message(converse, 1e6, type);
    expect(whole).toMatchObject({
      end: 'complete',
      parts: [
        { type: 'text', text: 'Hellö' },
        { toolCallId: 't', toolName: 'find', input: { q: 1 } },
      ],
      metadata: { finishReason: 'tool-calls', usage: { promptTokens: 3, outputTokens: 4 } },
    });
    for (const size of [1, 5, 40]) expect(await message(converse, size, type)).toEqual(whole);
  });

  it('of Bedrock hold the bytes of other formats, and exceptions', async () => {
    const answer = await message(
      Buffer.concat([
        chunk({ type: 'message_start', message: { id: 'm', content: [] } }),
        chunk({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } }),
        amazon(
          { ':message-type': 'exception', ':exception-type': 'throttlingException' },
          { message: 'Too fast.' },
        ),
      ]),
    );
    expect(answer).toMatchObject({
      parts: [{ text: 'Hi' }],
      end: 'error',
      error: { message: 'Too fast.' },
    });
  });

  it('that are damaged are refused', async () => {
    const wire = Buffer.from(converse);
    wire.writeUInt8(wire.readUInt8(150) ^ 1, 150);
    await expect(message(wire)).rejects.toMatchObject({ message: expect.stringContaining('CRC') });
  });

  it.each([
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'application/octet-stream'],
    [Buffer.from('anything'), 'audio/mpeg'],
  ])('of anything else are refused by name: %j as %s', async (bytes, type) => {
    await expect(message(bytes, 1e6, type)).rejects.toMatchObject({
      code: 'protocol',
      message: expect.stringContaining(type),
    });
  });
});

describe('frames of Amazon that agree with their sums and with nothing else', () => {
  const begin = bedrockEvent('contentBlockDelta', { delta: { text: 'Hi' } });
  it.each<[string, Buffer]>([
    ['of no length', framed(0, 0, Buffer.alloc(0))],
    ['as long as their prelude', framed(12, 0, Buffer.alloc(0))],
    ['with headers that go on behind their end', framed(19, 3, Buffer.from([200, 1, 7]))],
    ['with a header of an unknown end', framed(18, 2, Buffer.from([0, 7]))],
    [
      'with bytes that are no base 64',
      amazon({ ':event-type': 'chunk', ':message-type': 'event' }, { bytes: '%%%' }),
    ],
  ])('%s end the answer as an error', async (_, frame) => {
    const read = message(Buffer.concat([begin, frame]), 7, 'application/vnd.amazon.eventstream');
    await expect(read).rejects.toMatchObject({
      code: 'protocol',
      message: expect.stringContaining('damaged'),
    });
  });
});
