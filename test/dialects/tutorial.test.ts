// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { lines } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

async function* bytesOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

function message(text: string, options?: DecodeEventsOptions, size = 1e6): Promise<ChatMessage> {
  return collectMessage(decodeEvents(bytesOf(text, size), options));
}

const event = (name: string, data: unknown): string =>
  encodeSse({ event: name, data: typeof data === 'string' ? data : JSON.stringify(data) });

/** Streams of well-known guides, each of the text “Hello world”. */
const guides: Readonly<Record<string, string>> = {
  'tokens in a field, done as a flag': frames(
    { token: 'Hello' },
    { token: ' world' },
    { done: true },
  ),
  'start, token and complete events': [
    event('start', { message: 'Generation started', prompt_tokens: 4 }),
    event('token', { token: 'Hello', token_id: 1, generated_tokens: 1, is_complete: false }),
    event('token', { token: ' world', token_id: 2, generated_tokens: 2, is_complete: true }),
    event('complete', { token: '', token_id: 0, generated_tokens: 2, is_complete: true }),
  ].join(''),
  'content and complete by type': frames(
    { type: 'content', content: 'Hello' },
    { type: 'content', content: ' world' },
    { type: 'complete', finish_reason: 'stop' },
  ),
  'message and done events': [
    event('message', { text: 'Hello' }),
    event('ping', {}),
    event('message', { text: ' world' }),
    event('done', {}),
  ].join(''),
  'text as it is': 'data: Hello\n\ndata:  world\n\ndata: [DONE]\n\n',
  'text as JSON strings':
    'event: token\ndata: "Hello"\n\nevent: token\ndata: " world"\n\nevent: done\ndata: [DONE]\n\n',
  'text with an object that ends it': 'data: Hello\n\ndata:  world\n\ndata: {"done": true}\n\n',
  'objects with a start of their own': frames(
    { type: 'start', conversation_id: 7 },
    { type: 'token', content: 'Hello' },
    { type: 'token', content: ' world' },
    { type: 'end' },
  ),
  'a bare start': frames(
    { type: 'start' },
    { type: 'token', token: 'Hello' },
    { type: 'token', token: ' world' },
    { type: 'done' },
  ),
  'the last token with the flag': frames(
    { content: 'Hello', done: false },
    { content: ' world', done: true },
  ),
  'a delta that is an object': frames(
    { delta: { content: 'Hello' } },
    { delta: { text: ' world' } },
    { finished: true },
  ),
  'the whole text once more at the end': [
    event('delta', { text: 'Hello' }),
    event('delta', { text: ' world' }),
    event('done', { text: 'Hello world', usage: { prompt_tokens: 1, completion_tokens: 2 } }),
  ].join(''),
  'the whole text only at the end': [event('start', {}), event('complete', 'unused'), '']
    .join('')
    .replace('unused', '{"response":"Hello world"}'),
  'other end words': 'data: Hello\n\ndata:  world\n\ndata: [END]\n\n',
  'lines of JSON': lines({ token: 'Hello' }, { token: ' world' }, { done: true }),
  'a flag with the whole text once more': frames(
    { token: 'Hello' },
    { token: ' world' },
    { done: true, text: 'Hello world' },
  ),
  'a flag with a message about the end': frames(
    { token: 'Hello' },
    { token: ' world' },
    { done: true, message: 'Stream complete' },
  ),
  'messages up to one with the flag': frames(
    { message: 'Hello' },
    { message: ' world', done: true },
  ),
  'a reason instead of an end': frames(
    { delta: 'Hello', finish_reason: null },
    { delta: ' world', finish_reason: null },
    { delta: '', finish_reason: 'stop' },
  ),
  'a value by type': frames(
    { type: 'token', value: 'Hello' },
    { type: 'token', data: ' world' },
    { type: 'done' },
  ),
  'the name of the event inside its data': frames(
    { event: 'token', data: 'Hello' },
    { event: 'message', answer: ' world' },
    { event: 'message_end', metadata: {} },
  ),
  'a status beside the text': lines(
    { status: 'streaming', content: 'Hello' },
    { status: 'streaming', content: ' world' },
    { status: 'complete', message: 'Done' },
  ),
  'a close event': event('message', 'Hello') + event('message', ' world') + event('close', {}),
};

/** The words of the specification (protocols, § 1.11) and what each is for. */
const words: Readonly<Record<string, readonly string[]>> = {
  text: ['token', 'delta', 'message', 'chunk'],
  end: ['done', 'complete', 'end', 'finish'],
  abort: ['cancelled', 'aborted', 'stopped'],
  alive: ['ping', 'heartbeat', 'keepalive'],
  data: ['start', 'metadata', 'citations', 'sources', 'usage', 'tool_start', 'tool_result'],
};
const fields = ['token', 'text', 'content', 'delta', 'chunk', 'response', 'answer', 'message'];

describe('the tutorial dialect', () => {
  it.each(Object.entries(guides))('reads %s, however it is cut', async (_name, wire) => {
    const whole = await message(wire);
    expect(messageText(whole)).toBe('Hello world');
    expect(whole.end).toBe('complete');
    for (let size = 1; size < 24; size++) expect(await message(wire, {}, size)).toEqual(whole);
  });

  it.each(Object.entries(guides))('is truncated before the end of %s', async (_name, wire) => {
    const cut = wire.slice(0, wire.indexOf('Hello') + 12);
    const at = cut.lastIndexOf('\n');
    const answer = await message(wire.slice(0, at + 1), { format: 'tutorial' });
    expect(answer.end).toBe('truncated');
  });

  it.each(fields)('reads text in the field %s', async (field) => {
    const wire = frames({ [field]: 'Hello' }, { [field]: ' world' }, { done: true });
    expect(messageText(await message(wire))).toBe('Hello world');
    const typed = frames({ type: 'token', [field]: 'Hello' }, { type: 'end' });
    expect(messageText(await message(typed))).toBe('Hello');
  });

  it.each(['full_text', 'text', 'content', 'answer'])(
    'reads the whole text that the end alone brings, in the field %s',
    async (field) => {
      const answer = await message(event('start', {}) + event('done', { [field]: 'Hello world' }));
      expect(messageText(answer)).toBe('Hello world');
      expect(answer.end).toBe('complete');
    },
  );

  it('reads numbers and booleans where no other text is', async () => {
    const wire = frames({ token: 'Is 2 ' }, { token: 4 }, { token: true }, { done: true });
    expect(messageText(await message(wire))).toBe('Is 2 4true');
  });

  it.each(words['text'] ?? [])('reads text in events named %s', async (name) => {
    for (const data of ['Hi', '"Hi"', { text: 'Hi' }]) {
      const answer = await message(event(name, data) + event('done', '[DONE]'));
      expect(messageText(answer)).toBe('Hi');
      expect(answer.end).toBe('complete');
    }
  });

  it.each(words['end'] ?? [])('ends with %s, as an event or as a type', async (name) => {
    for (const end of [event(name, {}), event(name, ''), frames({ type: name })]) {
      expect(await message(event('token', 'Hi') + end)).toMatchObject({ end: 'complete' });
    }
  });

  it.each(['[DONE]', '[END]', '[STOP]'])('ends with %s', async (mark) => {
    expect(await message(`data: Hi\n\ndata: ${mark}\n\n`)).toMatchObject({ end: 'complete' });
  });

  it.each(words['abort'] ?? [])('ends as aborted with %s', async (name) => {
    for (const end of [event(name, { reason: 'user' }), frames({ type: name })]) {
      expect(await message(event('token', 'Hi') + end)).toMatchObject({ end: 'aborted' });
    }
  });

  it.each(words['alive'] ?? [])('passes over %s', async (name) => {
    const alive = event(name, { at: 1 }) + event(name, 'still here');
    const answer = await message(alive + event('token', 'Hi') + alive + event('done', {}));
    expect(answer.parts).toMatchObject([{ type: 'text', text: 'Hi' }]);
  });

  it.each(words['data'] ?? [])('keeps %s as data', async (name) => {
    const value = { of: name };
    const answer = await message(event(name, value) + event('token', 'Hi') + event('done', {}));
    expect(answer.parts).toMatchObject([{ type: `data-${name}`, data: value }, { type: 'text' }]);
  });

  it.each([
    [event('message', { text: 'Hel' }) + event('cancelled', { reason: 'user' }), 'aborted'],
    [event('message', { text: 'Hel' }) + event('error', { message: 'Out of memory.' }), 'error'],
    [event('token', 'Hel') + event('error', 'Out of memory.'), 'error'],
    [frames({ token: 'Hel' }, { error: 'Out of memory.' }), 'error'],
    [frames({ token: 'Hel' }, { type: 'error', content: 'Out of memory.' }), 'error'],
    [frames({ token: 'Hel' }, { type: 'error', error: { message: 'Out of memory.' } }), 'error'],
  ])('ends as it is told: %j', async (wire, end) => {
    const answer = await message(wire);
    expect(answer.end).toBe(end);
    expect(messageText(answer)).toBe('Hel');
    expect(answer.error?.message).toBe(end === 'error' ? 'Out of memory.' : undefined);
  });

  it('keeps white space, joins lines, and takes one space off', async () => {
    const answer = await message(
      'data: a\n\ndata:   b\n\ndata: c\ndata: d\n\ndata: {\n\ndata: 42\n\ndata: [DONE]\n\n',
    );
    expect(messageText(answer)).toBe('a  bc\nd{42');
  });

  it('refuses an object that is broken, where objects come', async () => {
    const wire = frames({ token: 'Hel' }) + 'data: {"token": "lo\n\n';
    await expect(message(wire)).rejects.toMatchObject({ code: 'protocol' });
  });

  it('shows progress as one part that is replaced', async () => {
    const wire = lines(
      { status: 'processing', message: 'Reading', progress: 10 },
      { status: 'processing', message: 'Thinking', progress: 60 },
      { status: 'complete', message: 'Done', progress: 100, result: { pages: 3 } },
    );
    expect(await message(wire, { contentType: 'application/x-ndjson' })).toMatchObject({
      end: 'complete',
      parts: [{ type: 'data-status', data: { progress: 100, result: { pages: 3 } } }],
    });
    const failed = lines(
      { status: 'processing', progress: 1 },
      { status: 'failed', message: 'No.' },
    );
    expect(await message(failed)).toMatchObject({ end: 'error', error: { message: 'No.' } });
    expect(await message(lines({ status: 'processing', progress: 1 }))).toMatchObject({
      end: 'truncated',
    });
  });

  it('keeps the header, the items and the footer of a typed stream', async () => {
    const wire = lines(
      { type: 'header', total: 2 },
      { type: 'item', index: 0, data: 'a' },
      { type: 'item', index: 1, data: 'b' },
      { type: 'footer', count: 2 },
    );
    const answer = await message(wire);
    expect(answer.end).toBe('complete');
    expect(answer.parts.map(({ type }) => type)).toEqual([
      'data-header',
      'data-item',
      'data-item',
      'data-footer',
    ]);
    const cut = wire.slice(0, wire.indexOf('{"type":"footer"'));
    expect(await message(cut)).toMatchObject({ end: 'truncated' });
  });

  it('puts what is no text into data parts', async () => {
    const wire = [
      event('metadata', { model: 'm' }),
      event('sources', [{ url: 'https://a.example/' }]),
      event('tool_start', { name: 'find' }),
      event('token', 'Hi'),
      event('usage', { tokens: 3 }),
      event('done', '{}'),
    ].join('');
    expect((await message(wire)).parts).toMatchObject([
      { type: 'data-metadata', data: { model: 'm' } },
      { type: 'data-sources' },
      { type: 'data-tool_start' },
      { type: 'text', text: 'Hi' },
      { type: 'data-usage' },
    ]);
  });

  it('reads usage and the reason from a footer', async () => {
    const usage = { prompt_tokens: 2, completion_tokens: 1 };
    const footer = { type: 'footer', finish_reason: 'length', usage };
    const wire = lines({ type: 'header' }, { type: 'chunk', content: 'Hi' }, footer);
    expect((await message(wire)).metadata).toEqual({
      finishReason: 'length',
      usage: { promptTokens: 2, outputTokens: 1 },
    });
  });

  it('reads usage and the reason from the end', async () => {
    const wire = frames(
      { token: 'Hi' },
      { done: true, finish_reason: 'length', usage: { input_tokens: 2, output_tokens: 1 } },
    );
    expect((await message(wire)).metadata).toEqual({
      finishReason: 'length',
      usage: { promptTokens: 2, outputTokens: 1 },
    });
  });

  it('tells reasoning apart, by type and by tags', async () => {
    const typed = frames(
      { type: 'thinking', content: 'Hm' },
      { type: 'text', content: 'Hi' },
      { type: 'done' },
    );
    const tagged = frames({ token: '<think>Hm</th' }, { token: 'ink>Hi' }, { done: true });
    for (const wire of [typed, tagged]) {
      expect((await message(wire)).parts).toMatchObject([
        { type: 'reasoning', text: 'Hm' },
        { type: 'text', text: 'Hi' },
      ]);
    }
  });

  it('replaces the text when the events repeat it, if it is told so', async () => {
    const wire = frames({ text: 'He' }, { text: 'Hello' }, { text: 'Hullo world' }, '[DONE]');
    const answer = await message(wire, { format: 'tutorial', cumulative: true });
    expect(messageText(answer)).toBe('Hullo world');
  });
});
