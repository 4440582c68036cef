// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { lines } from './provider-samples.ts';
import { frames, native, openai } from './wire-samples.ts';

async function* bytesOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

function message(text: string, options?: DecodeEventsOptions, size = 1e6): Promise<ChatMessage> {
  return collectMessage(decodeEvents(bytesOf(text, size), options));
}

const page = '\n<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>';

describe('the framing of a stream', () => {
  it.each([
    [page, {}],
    [page, { contentType: 'text/html; charset=utf-8' }],
    [page.trim(), { contentType: 'text/event-stream' }],
    ['<html><body>Busy</body></html>', {}],
    ['plain words', { contentType: 'text/html' }],
  ] as const)('refuses a page: %j with %j', async (body, options) => {
    for (const size of [1, 1e6]) {
      await expect(message(body, options, size)).rejects.toMatchObject({
        code: 'protocol',
        message: expect.stringContaining('HTML'),
      });
    }
  });

  it.each([
    '<b>bold</b> text',
    '{curly} text',
    '[Note] text',
    '0: zero',
    'a: b',
    'database: text',
    'd',
    '[',
    '<!--',
    'plain\nlines\n\n',
    '😀',
  ])('takes %j for text', async (body) => {
    for (const size of [1, 3, 1e6]) {
      const answer = await message(body, {}, size);
      expect([messageText(answer), answer.end]).toEqual([body, 'complete']);
    }
  });

  it.each([
    ['events of JSON', frames({ token: 'Hello' }, { done: true })],
    ['events of words', 'data: Hello\n\ndata: [DONE]\n\n'],
    ['lines of JSON', '{"token":"Hel"}\n{"token":"lo"}\n{"done":true}\n'],
    ['a whole answer', '{"answer":"Hello"}'],
    ['comments before the events', ': hi\n\n' + frames({ token: 'Hello' }, { done: true })],
  ])('believes %s that call themselves a page', async (_name, body) => {
    for (const contentType of ['text/html', 'text/html; charset=utf-8', 'application/xhtml+xml']) {
      for (const size of [1, 1e6]) {
        const answer = await message(body, { contentType }, size);
        expect([messageText(answer), answer.end]).toEqual(['Hello', 'complete']);
      }
    }
  });

  it('lets a page through as text where text was announced', async () => {
    expect(messageText(await message(page, { contentType: 'text/plain' }))).toBe(page);
    expect(messageText(await message(page, { format: 'text' }))).toBe(page);
  });

  it('knows the older data stream by its header, its format, and its first line', async () => {
    const wire = '0:"Hi"\nd:{"finishReason":"stop"}\n';
    const headers = new Headers({ 'x-vercel-ai-data-stream': 'v1', 'content-type': 'text/plain' });
    const ways: readonly DecodeEventsOptions[] = [
      { headers },
      { format: 'data-stream' },
      { contentType: 'text/plain; charset=utf-8' },
      {},
    ];
    for (const options of ways) {
      for (const size of [1, 1e6]) {
        const answer = await message(wire, options, size);
        expect([messageText(answer), answer.end]).toEqual(['Hi', 'complete']);
      }
    }
  });

  it('tolerates an OpenAI stream with CRLF, CR, a mark at its start and no blank line at its end', async () => {
    const whole = await message(openai);
    const bare = openai.trimEnd();
    for (const wire of [
      openai.replaceAll('\n', '\r\n'),
      openai.replaceAll('\n', '\r'),
      `\uFEFF${openai}`,
      bare,
      openai.replaceAll('data: ', 'data:'),
      openai.replaceAll('\n\n', '\n\n: ping\n\n'),
    ]) {
      expect(await message(wire, { contentType: 'text/event-stream' })).toEqual(whole);
      expect(await message(wire)).toEqual(whole);
    }
  });

  it('takes no notice of what only keeps the connection alive', async () => {
    const idle = [
      'event: ping\ndata: {}\n\n',
      'data:\n\n',
      'event: ready\ndata:\n\n',
      ': \n\n',
      'event: heartbeat\ndata: x\n\n',
    ];
    for (const wire of [native, openai]) {
      const whole = await message(wire);
      for (const frame of idle) {
        const padded = frame + wire.replaceAll('\n\n', `\n\n${frame}`);
        expect(await message(padded, { contentType: 'text/event-stream' })).toEqual(whole);
      }
    }
  });

  it('goes by the header of the native wire, but by a given format first', async () => {
    const headers = new Headers({ 'x-vercel-ai-ui-message-stream': 'v1' });
    expect(await message(native, { headers })).toEqual(await message(native));
    await expect(message(openai, { headers })).rejects.toMatchObject({ code: 'protocol' });
    const answer = await message(openai, { headers, format: 'openai-chat' });
    expect(answer).toEqual(await message(openai));
  });

  it('goes by the format when the content type is a careless one', async () => {
    const contentType = 'text/plain';
    const chat = lines({ model: 'm', message: { content: 'Hi' }, done: true });
    expect(messageText(await message(chat, { contentType, format: 'ollama' }))).toBe('Hi');
    const answer = await message(openai, { contentType, format: 'openai-chat' });
    expect(answer).toEqual(await message(openai));
  });

  it('reads lines of JSON with CRLF, blank lines and no end at the last', async () => {
    const events = lines({ token: 'Hel"}{' }, { token: 'lo\\' }, { done: true });
    for (const wire of [
      events,
      events.replaceAll('\n', '\r\n\r\n'),
      events.trimEnd(),
      `\uFEFF${events}`,
      events.replace('{"done":true}', '[DONE]'),
      `[${events.trim().replaceAll('\n', ',')}]`,
    ]) {
      for (const size of [1, 2, 7, 1e6]) {
        const answer = await message(wire, { contentType: 'application/jsonl' }, size);
        expect([messageText(answer), answer.end]).toEqual(['Hel"}{lo\\', 'complete']);
      }
    }
  });

  it('leaves a last line out that was cut, and refuses one that is broken', async () => {
    const cut = `${lines({ token: 'Hel' })}{"token":"l`;
    const answer = await message(cut);
    expect([messageText(answer), answer.end]).toEqual(['Hel', 'truncated']);
    const broken = `${lines({ token: 'Hel' })}{"token":"l\n${lines({ done: true })}`;
    await expect(message(broken)).rejects.toMatchObject({ code: 'protocol' });
    const words = `${lines({ token: 'Hel' })}oh no\n`;
    await expect(message(words)).rejects.toMatchObject({ code: 'protocol' });
  });

  it('refuses what no JSON begins with, and leaves every beginning of JSON out', async () => {
    const options = { contentType: 'application/json' };
    for (const body of [
      '{malformed: <<<',
      'Internal error',
      'Internal error\n',
      '<b>Sorry</b>',
      "{'token': 1}",
    ]) {
      await expect(message(body, options)).rejects.toMatchObject({ code: 'protocol' });
    }
    const wire = `${lines({ token: 'Hel' })}\n[DONE]`;
    for (let place = 1; place < wire.length - 1; place++) {
      expect(await message(wire.slice(0, place), options)).toMatchObject({ end: 'truncated' });
    }
  });

  it('lets a long event through, up to its cap', async () => {
    const url = `data:image/png;base64,${'A'.repeat(2_000_000)}`;
    const wire = frames({ type: 'file', url, mediaType: 'image/png' }) + native;
    expect(await message(wire, {}, 65_536)).toMatchObject({ parts: [{ url }, {}] });
    const options = { maxEventLength: 1_000_000 };
    await expect(message(wire, options, 65_536)).rejects.toMatchObject({ code: 'protocol' });
    const json = lines({ token: 'A'.repeat(2_000_000) });
    await expect(message(json, options, 65_536)).rejects.toMatchObject({ code: 'protocol' });
  });
});
