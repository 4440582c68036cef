// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/index.ts';
import { ChatError, messageText, type ChatEvent } from '../../src/protocol/index.ts';
import { answerEvents } from '../../src/server/answers/answer-events.ts';
import type { Answer } from '../../src/server/index.ts';

const sse = (frames: readonly unknown[]) =>
  frames
    .map((data) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`)
    .join('');
const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
});
const openai = [
  chunk({ role: 'assistant', content: 'Hel' }),
  chunk({ content: 'lo' }),
  chunk({}, 'stop'),
];
const anthropic = [
  {
    type: 'message_start',
    message: { id: 'm', role: 'assistant', content: [], usage: { input_tokens: 3 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
  { type: 'message_stop' },
];
const uiEvents: ChatEvent[] = [
  { type: 'start' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'Hello' },
  { type: 'text-end', id: '0' },
  { type: 'finish' },
];
const typed = (type: string) => ({ headers: { 'content-type': type } });

async function* later<T>(items: readonly T[]) {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

function readable<T>(items: readonly T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item);
      controller.close();
    },
  });
}

/** The text of events; throws where a delta is of no part that is open, or a part is not closed. */
function textOf(events: readonly ChatEvent[]): string {
  const open = new Set<string>();
  let text = '';
  for (const event of events) {
    if (event.type === 'text-start') open.add(event.id);
    if (event.type === 'text-delta' && !open.has(event.id)) throw new Error('of no open part');
    if (event.type === 'text-delta') text += event.delta;
    if (event.type === 'text-end' && !open.delete(event.id)) throw new Error('closed twice');
  }
  if (open.size > 0) throw new Error('left open');
  return text;
}

const failed = (toolCallId: string, errorText = '') => ({
  type: 'tool-output-error',
  toolCallId,
  errorText,
});
const bytes = new TextEncoder().encode(sse([...openai, '[DONE]']));

describe('what an app may answer with', () => {
  it.each<[what: string, make: () => Answer]>([
    ['a text', () => 'Hello'],
    ['a list of texts', () => ['Hel', '', 'lo']],
    ['a generator of texts', () => later(['Hel', 'lo'])],
    ['a stream of texts', () => readable(['Hel', 'lo'])],
    ['a generator of events', () => later(uiEvents)],
    ['events that end without a last word', () => later(uiEvents.slice(0, -1))],
    ['a stream of events', () => readable(uiEvents)],
    ['the AI SDK’s result', () => ({ toUIMessageStream: () => readable(uiEvents) })],
    [
      'texts, events and texts',
      () => later<string | ChatEvent>(['Hel', { type: 'data-note', data: 1 }, 'lo']),
    ],
    [
      'a response of OpenAI',
      () => new Response(sse([...openai, '[DONE]']), typed('text/event-stream')),
    ],
    [
      'a response of Anthropic',
      () =>
        new Response(
          anthropic.map((each) => `event: ${each.type}\n${sse([each])}`).join(''),
          typed('text/event-stream'),
        ),
    ],
    [
      'a response of our own',
      () => new Response(sse([...uiEvents, '[DONE]']), typed('text/event-stream')),
    ],
    [
      'a response of Ollama',
      () =>
        new Response(
          ['Hel', 'lo']
            .map(
              (content) => `${JSON.stringify({ message: { content }, done: content === 'lo' })}\n`,
            )
            .join(''),
        ),
    ],
    ['the objects of `openai`', () => later(openai)],
    ['the objects of `@anthropic-ai/sdk`', () => later(anthropic)],
    ['a stream of bytes', () => readable([bytes.subarray(0, 50), bytes.subarray(50)])],
  ])('%s', async (_, make) => {
    const message = await collectMessage(answerEvents(make()));
    expect(messageText(message).replace('\n\n', '')).toBe('Hello');
    expect(message.end).toBe('complete');
  });

  it('nothing at all, which is a whole answer of no words', async () => {
    const message = await collectMessage(answerEvents(later<string>([])));
    expect([message.end, messageText(message)]).toEqual(['complete', '']);
  });

  it.each<[what: string, make: () => unknown, error: object]>([
    ['undefined', () => undefined, { code: 'config' }],
    ['a number', () => 5, { code: 'config' }],
    [
      'a refusal',
      () => new Response('key=secret', { status: 401 }),
      { code: 'server', status: 401 },
    ],
    ['a page', () => new Response('<!doctype html><p>Hi'), { code: 'protocol' }],
    [
      'a stream that breaks off',
      () => new Response(sse(openai.slice(0, 2)), typed('text/event-stream')),
      { code: 'server' },
    ],
    [
      'texts with a stranger among them',
      () => later<string | object>(['a', { what: 1 }]),
      { code: 'config' },
    ],
  ])('but not %s', async (_, make, error) => {
    await expect(collectMessage(answerEvents(make() as Answer))).rejects.toMatchObject(error);
  });

  it('the AI SDK’s result that fails, with the failure itself in the place of the SDK’s words', async () => {
    const failure = new Error('429 from the model');
    const result = {
      toUIMessageStream: ({ onError }: { onError?: (error: unknown) => string } = {}) =>
        readable([...uiEvents.slice(0, 3), { type: 'error', errorText: onError?.(failure) }]),
    };
    await expect(collectMessage(answerEvents(result))).rejects.toBe(failure);
  });

  it('the AI SDK’s result whose tool failed, which tells the words of a ChatError alone', async () => {
    const result = {
      toUIMessageStream: ({ onError }: { onError?: (error: unknown) => string } = {}) =>
        readable([
          { type: 'tool-input-available', toolCallId: 'a', toolName: 'x', input: {} },
          failed('a', onError?.(new Error('password'))),
          { type: 'tool-input-available', toolCallId: 'b', toolName: 'x', input: {} },
          failed('b', onError?.(new ChatError('server', 'No such city.'))),
          { type: 'finish' },
        ]),
    };
    const { parts, end } = await collectMessage(answerEvents(result));
    expect(end).toBe('complete');
    const told = parts.map((part) => ('errorText' in part ? part.errorText : ''));
    expect(told).toEqual(['The tool failed on the server.', 'No such city.']);
  });

  it('texts in any pieces, which come to the same text in well-formed parts', async () => {
    const piece = fc.oneof(fc.string(), fc.constant<ChatEvent>({ type: 'data-x', data: 0 }));
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        fc.pre(pieces[0] === undefined || typeof pieces[0] === 'string');
        const all: ChatEvent[] = [];
        for await (const event of answerEvents(later(pieces))) all.push(event);
        const said = pieces.filter((each) => typeof each === 'string').join('');
        expect(textOf(all)).toBe(said);
        expect(all.at(-1)?.type).toBe('finish');
      }),
    );
  });

  it('stops asking its source for more when nobody reads it', async () => {
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) yield 'word ';
      } finally {
        isLeft = true;
      }
    }
    for await (const event of answerEvents(endless())) if (event.type === 'text-delta') break;
    expect(isLeft).toBe(true);
  });
});
