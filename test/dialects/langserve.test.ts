// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { factsOf } from './message-facts.ts';

const event = (name: string, data: unknown): string =>
  encodeSse({ event: name, data: typeof data === 'string' ? data : JSON.stringify(data) });
const end = event('end', '');

async function read(wire: string, size = 1e6): Promise<ChatMessage> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield* cutBytes(wire, size);
  }
  return collectMessage(decodeEvents(bytes()));
}

type Fields = Readonly<Record<string, unknown>>;

/** The ways in which LangChain writes a piece of a model's message. */
const writings: Readonly<Record<string, (fields: Fields) => string>> = {
  'LangServe in Python': (fields) => event('data', { type: 'AIMessageChunk', ...fields }),
  'events of JavaScript': (fields) =>
    event('data', {
      event: 'on_chat_model_stream',
      data: { chunk: made('AIMessageChunk', fields) },
    }),
  'events of JavaScript without a role': (fields) =>
    event('data', {
      event: 'on_chat_model_stream',
      data: { chunk: made('ChatMessageChunk', fields) },
    }),
  'messages of a graph': (fields) => event('messages', [{ type: 'ai', ...fields }, { tags: [] }]),
  'messages of a subgraph': (fields) =>
    event('messages|inner:1', [{ type: 'AIMessageChunk', ...fields }, {}]),
};

const made = (name: string, kwargs: Fields): object => ({
  lc: 1,
  type: 'constructor',
  id: ['langchain_core', 'messages', name],
  kwargs,
});

describe.each(Object.entries(writings))('%s', (_name, write) => {
  it('is read exactly, whatever it says and however it is cut', async () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(fc.array(word), fc.array(word), async (thoughts, words) => {
        const wire = [
          ...thoughts.map((reasoning) =>
            write({ content: '', additional_kwargs: { reasoning_content: reasoning } }),
          ),
          ...words.map((content) => write({ content })),
          end,
        ].join('');
        const message = await read(wire, 3);
        expect(factsOf(message)).toMatchObject({
          text: words.join(''),
          reasoning: thoughts.join(''),
        });
        expect(message.end).toBe('complete');
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    { type: 'thinking', thinking: 'Hm.' },
    { type: 'reasoning', reasoning: 'Hm.' },
    { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
  ])('tells a block of $type from the answer', async (block) => {
    const wire =
      write({ content: [block] }) + write({ content: [{ type: 'text', text: 'Yes.' }] }) + end;
    expect(factsOf(await read(wire))).toMatchObject({ text: 'Yes.', reasoning: 'Hm.' });
  });

  it('reads a call in pieces, and why the model stopped', async () => {
    const piece = (facts: Fields) => write({ content: '', tool_call_chunks: [facts] });
    const wire =
      piece({ index: 0, id: 'c1', name: 'find', args: '' }) +
      piece({ index: 0, args: '{"q":' }) +
      piece({ index: 0, args: '1}' }) +
      write({ content: '', response_metadata: { finish_reason: 'tool_calls' } }) +
      end;
    const facts = { text: '', tools: [['find', { q: 1 }]], finishReason: 'tool-calls' };
    expect(factsOf(await read(wire))).toMatchObject(facts);
  });
});

const asked = { type: 'human', content: 'How many?' };
const called = {
  type: 'ai',
  content: '',
  tool_calls: [{ id: 'c1', name: 'count', args: { of: 'x' }, type: 'tool_call' }],
};
const counted = { type: 'tool', tool_call_id: 'c1', name: 'count', content: '{"n":3}' };
const answered = { type: 'ai', content: 'Three.', response_metadata: { finish_reason: 'stop' } };

const graphs: Readonly<Record<string, string>> = {
  messages: [called, counted, answered].map((message) => event('messages', [message, {}])).join(''),
  'values alone':
    event('values', { messages: [asked] }) +
    event('values', { messages: [asked, called] }) +
    event('values', { messages: [asked, called, counted, answered] }),
  'updates alone':
    event('updates', { agent: { messages: [called] } }) +
    event('updates', { tools: { messages: counted } }) +
    event('updates', { agent: { messages: [answered] } }),
  'all at once':
    event('values', { messages: [asked] }) +
    event('messages', [called, {}]) +
    event('updates', { agent: { messages: [called] } }) +
    event('messages', [counted, {}]) +
    event('messages', [answered, {}]) +
    event('values', { messages: [asked, called, counted, answered] }),
};

describe.each(Object.entries(graphs))('a graph that tells its %s', (_name, wire) => {
  it('shows the call, its result and the answer, each once', async () => {
    for (const size of [1, 7, 1e6]) {
      const message = await read(wire + end, size);
      expect(factsOf(message)).toEqual({
        text: 'Three.',
        reasoning: '',
        tools: [['count', { of: 'x' }]],
        finishReason: 'stop',
      });
      const part = message.parts.find((one) => 'toolCallId' in one);
      expect(part).toMatchObject({ state: 'output-available', output: { n: 3 } });
    }
  });

  it('is truncated without its end', async () => {
    expect((await read(wire)).end).toBe('truncated');
  });
});

it('shows that a tool of a graph failed', async () => {
  const failed = { ...counted, status: 'error', content: 'Too many.' };
  const wire = [called, failed, answered].map((message) => event('messages', [message, {}]));
  const { parts } = await read(wire.join('') + end);
  expect(parts.find((one) => 'toolCallId' in one)).toMatchObject({
    state: 'output-error',
    errorText: 'Too many.',
  });
});

it('keeps what a graph writes by itself', async () => {
  const wire = event('custom', { progress: 1 }) + event('messages', [answered, {}]) + end;
  expect((await read(event('values', { messages: [asked] }) + wire)).parts).toContainEqual({
    type: 'data-custom',
    data: { progress: 1 },
  });
});
