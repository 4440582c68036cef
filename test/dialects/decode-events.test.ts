// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { collect } from '../../src/testing/collect.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { frames, native, openai, openaiCut, openaiTools } from './wire-samples.ts';

async function* bytesOf(text: string, size = 7): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

function decode(text: string, options?: DecodeEventsOptions): Promise<ChatEvent[]> {
  return collect(decodeEvents(bytesOf(text), options));
}

function message(text: string, options?: DecodeEventsOptions, size?: number): Promise<ChatMessage> {
  return collectMessage(decodeEvents(bytesOf(text, size), options));
}

const plain = 'Grüße 😀, data and event: no frames.';
const samples = { native, openai, openaiCut, openaiTools, plain };

describe('decodeEvents', () => {
  it('takes the words of an error event that is no JSON', async () => {
    const wire = 'event: error\ndata: The model is away.\n\n';
    const [error] = await decode(wire, { format: 'ui-message-stream' });
    expect(error).toEqual({ type: 'error', errorText: 'The model is away.' });
  });

  it.each(Object.entries(samples))(
    'makes the same message of the %s sample, however its bytes are cut',
    async (_name, sample) => {
      const whole = await message(sample, {}, 1e6);
      for (let size = 1; size < 80; size++) {
        expect(await message(sample, {}, size)).toEqual(whole);
      }
    },
  );

  it('reads the native wire', async () => {
    const answer = await message(native);
    expect(answer).toMatchObject({ id: 'm1', end: 'complete' });
    expect(messageText(answer)).toBe('Grüße 😀');
  });

  it('ends after the terminal event', async () => {
    const late = frames({ type: 'abort' }, { type: 'text-delta', id: '1', delta: 'late' });
    expect(await decode(late)).toEqual([{ type: 'abort' }]);
  });

  it('gives no terminal event when the end marker is missing', async () => {
    const cut = await message(native.slice(0, native.indexOf('data: {"type":"text-end"')));
    expect(cut).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(messageText(cut)).toBe('Grüße 😀');
  });

  it('takes [DONE] for the end when `finish` was left out', async () => {
    const text = frames({ type: 'text-delta', id: '1', delta: 'a' }, '[DONE]');
    expect(await message(text)).toMatchObject({ end: 'complete' });
  });

  it('passes over events that it does not know', async () => {
    expect(await decode(frames({ type: 'text-wave' }, { type: 'abort' }))).toEqual([
      { type: 'abort' },
    ]);
  });

  it('reads plain text when that is what comes', async () => {
    expect(messageText(await message(plain))).toBe(plain);
    const fields = 'data: this is text';
    expect(messageText(await message(fields, { contentType: 'text/plain' }))).toBe(fields);
    expect(messageText(await message('data'))).toBe('data');
  });

  it('says of plain text that nobody can know whether it is whole', async () => {
    const { end, metadata } = await message('Half a sent', { contentType: 'text/plain' });
    expect({ end, metadata }).toEqual({ end: 'complete', metadata: { hasEndMarker: false } });
    const marked = await message(frames('[DONE]'));
    expect(marked.metadata).toBeUndefined();
  });

  it('makes nothing of nothing, except by the word of the content type', async () => {
    expect(await decode('')).toEqual([]);
    expect(await decode('', { contentType: 'text/event-stream' })).toEqual([]);
    const last = await decode('', { contentType: 'text/plain' });
    expect(last).toEqual([{ type: 'finish', messageMetadata: { hasEndMarker: false } }]);
  });

  it('is not decided by an error or [DONE]', async () => {
    const error = { error: { message: 'Overloaded.', type: 'server_error' } };
    expect(await decode(frames(error))).toEqual([{ type: 'error', errorText: 'Overloaded.' }]);
    // An end without an answer is none.
    expect(await decode(frames('[DONE]'))).toEqual([]);
  });

  it.each([
    [{ error: 'No model.' }, 'No model.'],
    [{ object: 'error', message: 'Too long.' }, 'Too long.'],
    [{ type: 'error', error: { message: 'Busy.' } }, 'Busy.'],
    [{ error: {} }, 'The server reported an error without a message.'],
  ])('finds the message in the error %j', async (error, errorText) => {
    expect(await decode(frames(error))).toEqual([{ type: 'error', errorText }]);
  });

  it('refuses a format that is not known, and names those that are', async () => {
    // @ts-expect-error A plain JavaScript user may write anything.
    const options: DecodeEventsOptions = { format: 'morse' };
    await expect(decode(native, options)).rejects.toMatchObject({
      code: 'protocol',
      message: expect.stringContaining('ui-message-stream, data-stream, openai-chat'),
    });
  });

  it('keeps objects of no known format as data, and refuses broken ones', async () => {
    expect(await message(frames({ weather: [] }, { weather: [1] }))).toMatchObject({
      parts: [{ data: { weather: [] } }, { data: { weather: [1] } }],
      end: 'truncated',
    });
    await expect(decode('data: {"broken\n\n')).rejects.toMatchObject({ code: 'protocol' });
  });

  it('obeys the format that is given', async () => {
    await expect(decode(openai, { format: 'ui-message-stream' })).rejects.toMatchObject({
      code: 'protocol',
    });
    expect(messageText(await message(native, { format: 'text' }))).toBe(native);
  });
});

describe('the OpenAI dialect', () => {
  it('reads reasoning, text, usage and the reason of the end', async () => {
    expect(await message(openai)).toEqual({
      id: 'chatcmpl-1',
      role: 'assistant',
      parts: [
        { type: 'reasoning', id: '0', text: 'Hm.', state: 'done' },
        { type: 'text', id: '1', text: 'Grüße 😀', state: 'done' },
      ],
      metadata: {
        model: 'tiny',
        finishReason: 'stop',
        usage: { promptTokens: 9, outputTokens: 4, cachedTokens: 2 },
      },
      end: 'complete',
    });
  });

  it('reads tool calls, each by its index', async () => {
    expect((await message(openaiTools)).parts).toMatchObject([
      { toolCallId: 'a', toolName: 'find', state: 'input-available', input: { q: 1 } },
      { toolCallId: 'b', toolName: 'add', state: 'output-error', input: '{' },
    ]);
  });

  it('is complete with a finish_reason and no [DONE], or with [DONE] alone', async () => {
    expect(await message(openai.replace('data: [DONE]', ': none'))).toMatchObject({
      end: 'complete',
      metadata: { usage: { promptTokens: 9 } },
    });
    expect(await message(`${openaiCut}data: [DONE]\n\n`)).toMatchObject({ end: 'complete' });
  });

  it('is truncated with neither', async () => {
    expect(await message(openaiCut)).toMatchObject({ end: 'truncated' });
  });

  it('ends with an error in its midst', async () => {
    const text = openaiCut + frames({ error: { code: 500, message: 'Out of memory.' } });
    expect(await message(text)).toMatchObject({
      end: 'error',
      error: { message: 'Out of memory.' },
      parts: [{ text: 'Grüße ' }],
    });
  });
});

describe('collectMessage', () => {
  it('rejects with what its events threw', async () => {
    const lost = new TypeError('terminated');
    async function* failing(): AsyncGenerator<ChatEvent> {
      yield { type: 'start', messageId: 'm1' };
      throw lost;
    }
    await expect(collectMessage(failing())).rejects.toBe(lost);
  });
});
