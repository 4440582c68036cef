// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import { terminalError } from '../../src/protocol/apply-event.ts';
import { isTerminalEvent, type ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { collect } from '../../src/testing/collect.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { lines } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

function decode(text: string, options?: DecodeEventsOptions): Promise<ChatEvent[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield* cutBytes(text, 7);
  }
  return collect(decodeEvents(bytes(), options));
}

async function message(text: string, options?: DecodeEventsOptions): Promise<ChatMessage> {
  const events = await decode(text, options);
  async function* again(): AsyncGenerator<ChatEvent> {
    yield* events;
  }
  return collectMessage(again());
}

const event = (name: string, data: object): string =>
  encodeSse({ event: name, data: JSON.stringify(data) });
const json = { contentType: 'application/json' };

describe('what servers of guides tell beside text', () => {
  it('counts the tokens that they number', async () => {
    const wire =
      event('start', { message: 'Begun' }) +
      event('token', { token: 'Hi', generated_tokens: 1 }) +
      event('complete', { token: '', generated_tokens: 2 });
    expect((await message(wire)).metadata).toMatchObject({ usage: { outputTokens: 2 } });
  });

  it('adds up counts that come in several frames, and leaves no part of them', async () => {
    const wire = frames(
      { type: 'start', input_tokens: 3 },
      { type: 'text', content: 'Hi' },
      { type: 'usage', completion_tokens: 5 },
      { type: 'done', total_time_ms: 9 },
    );
    const { metadata, parts } = await message(wire);
    expect(metadata).toMatchObject({ usage: { promptTokens: 3, outputTokens: 5 } });
    expect(parts.map(({ type }) => type)).not.toContain('data-usage');
  });

  it('keeps the results that come with the end', async () => {
    const wire = frames(
      { type: 'progress', progress: 0.5 },
      { type: 'progress', progress: 1 },
      { type: 'complete', results: ['a', 'b'], summary: { items: 2 } },
    );
    expect(await message(wire)).toMatchObject({
      end: 'complete',
      parts: [
        { type: 'data-progress', data: { progress: 1 } },
        { type: 'data-complete', data: { results: ['a', 'b'], summary: { items: 2 } } },
      ],
    });
  });

  it('goes on after a step that is over, and after one that failed', async () => {
    const wire = frames(
      { step: 'clean', status: 'starting' },
      { step: 'clean', status: 'completed', result: { words: 2 } },
      { step: 'mood', status: 'error', error: 'No model.' },
      { step: 'pipeline_complete', status: 'completed', final_result: 'About the sea' },
    );
    expect(await message(wire)).toMatchObject({
      end: 'complete',
      parts: [
        { type: 'data-step', id: 'clean', data: { result: { words: 2 } } },
        { type: 'data-step', id: 'mood', data: { error: 'No model.' } },
        { type: 'data-step', data: { final_result: 'About the sea' } },
      ],
    });
    const cut = wire.slice(0, wire.indexOf('data: {"step":"pipeline'));
    expect(await message(cut)).toMatchObject({ end: 'truncated' });
  });

  it('keeps each result by what it is about, and of progress the newest', async () => {
    const wire = lines(
      { status: 'started', message: 'Begun' },
      { status: 'mood_processing' },
      { status: 'mood_progress', progress: 0.5 },
      { status: 'mood_complete', mood: 'calm' },
      { status: 'names_error', error: 'No model.' },
      { status: 'completed', total_time: 2 },
    );
    expect(await message(wire, json)).toMatchObject({
      end: 'complete',
      parts: [
        { id: 'status', data: { status: 'completed', total_time: 2 } },
        { id: 'mood', data: { mood: 'calm' } },
        { id: 'names', data: { error: 'No model.' } },
      ],
    });
  });

  it('shows the picture in place of its drafts', async () => {
    const draft = `/9j/${'A'.repeat(40)}`;
    const picture = `iVBORw0KGgo${'B'.repeat(40)}`;
    const wire = frames(
      { step: 0, total_steps: 2, status: 'initializing', image: null },
      { step: 1, total_steps: 2, status: 'processing', image: draft, progress: 0.5 },
      { step: 2, total_steps: 2, status: 'complete', image: picture, progress: 1 },
    );
    const { parts, end } = await message(wire);
    expect(end).toBe('complete');
    expect(parts).toMatchObject([
      { type: 'data-status', data: { step: 2, progress: 1 } },
      { type: 'file', mediaType: 'image/png', url: `data:image/png;base64,${picture}` },
    ]);
    expect(JSON.stringify(parts)).not.toContain(draft);
  });

  it('tells of retries, first or later, and goes on', async () => {
    const wire = frames(
      { type: 'retry', attempt: 1, error: 'hiccup' },
      { token: 'Hi' },
      { type: 'retry', attempt: 2, error: 'another' },
      { token: '!', is_complete: true },
    );
    const events = await decode(wire);
    expect(events.filter(({ type }) => type === 'data-retry')).toHaveLength(2);
    expect(await message(wire)).toMatchObject({ end: 'complete', parts: [{ text: 'Hi!' }] });
  });

  it('reads batches of chunks', async () => {
    const wire = frames(
      { type: 'stream_start' },
      { type: 'chunk_batch', chunks: [{ type: 'content_chunk', content: 'H' }, { content: 'i' }] },
      { type: 'stream_complete', final_chunk_id: 2 },
    );
    const answer = await message(wire);
    expect([messageText(answer), answer.end]).toEqual(['Hi', 'complete']);
  });

  it('tells what a chat’s words are from what its members say', async () => {
    const wire = frames(
      { type: 'system', message: 'Welcome to room 7' },
      { type: 'user_message', content: 'Hello?' },
      { type: 'ai_typing', typing: true },
      { type: 'ai_message_partial', content: 'Hi' },
      { type: 'ai_message_partial', content: 'Hi you' },
      { type: 'ai_message_complete', content: 'Hi you' },
    );
    const answer = await message(wire);
    expect([messageText(answer), answer.end]).toEqual(['Hi you', 'complete']);
  });

  it('takes one JSON object for a whole answer, and one that tells of progress for none', async () => {
    const result = { mood: { label: 'calm' }, names: [], time: 1 };
    expect(await message(JSON.stringify(result), json)).toMatchObject({
      end: 'complete',
      parts: [{ data: result }],
    });
    const news = JSON.stringify({ status: 'processing', message: 'Reading' });
    expect(await message(news, json)).toMatchObject({ end: 'truncated' });
  });
});

describe('a failure within a stream', () => {
  it.each([
    [
      { type: 'stream_error', error_type: 'rate_limit', message: 'Slowly.', retry_after: 60 },
      60_000,
    ],
    [{ error: { type: 'rate_limit_error', message: 'Slowly.', retry_after_ms: 250 } }, 250],
    [{ error: { code: 429, message: 'Slowly.', details: [{ retryDelay: '34s' }] } }, 34_000],
    [{ error: { code: 'rate_limit_exceeded', message: 'Slowly.' }, retryAfter: '2' }, 2000],
    [{ error: { status: 'RESOURCE_EXHAUSTED', message: 'Slowly.', retry_after: 9000 } }, 300_000],
  ])('that is a limit says so, and how long to wait: %j', async (frame, retryAfterMs) => {
    const last = (await decode(frames({ token: 'Hi' }, frame))).at(-1);
    const error = last && isTerminalEvent(last) ? terminalError(last) : undefined;
    expect(error).toMatchObject({ code: 'rate-limited', message: 'Slowly.', retryAfterMs });
  });

  it('that is none keeps its code', async () => {
    const last = await message(frames({ error: { type: 'overloaded_error', message: 'Busy.' } }));
    expect(last.error).toEqual({ code: 'server', message: 'Busy.' });
  });

  it('is no more than data with numbers that are no codes', async () => {
    const wire = frames({ code: 0, message: 'ok' }, { detail: 'x', rows: [1] }, { done: true });
    expect(await message(wire)).toMatchObject({ end: 'complete' });
  });
});
