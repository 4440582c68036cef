// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { WireFormat } from '../../src/dialects/dialect.ts';
import { agUiEncoder } from '../../src/dialects/encode-ag-ui.ts';
import { anthropicEncoder } from '../../src/dialects/encode-anthropic.ts';
import { openaiResponsesEncoder } from '../../src/dialects/encode-openai-responses.ts';
import { anthropicMessage } from '../../src/dialects/anthropic-message.ts';
import { openaiResponse } from '../../src/dialects/openai-response.ts';
import { openaiChatEncoder } from '../../src/dialects/encode-openai-chat.ts';
import type { EventEncoder } from '../../src/dialects/event-encoder.ts';
import { openaiCompletion } from '../../src/dialects/openai-completion.ts';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { textAt } from '../../src/protocol/json.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import { openEvent, terminalEvent } from '../protocol/arbitrary-events.ts';
import { factsOf } from './message-facts.ts';

const facts = { id: 'c1', created: 7, model: 'tiny' };
const encoders: readonly (readonly [WireFormat, () => EventEncoder])[] = [
  ['openai-chat', () => openaiChatEncoder({ ...facts, includeUsage: true })],
  ['openai-responses', () => openaiResponsesEncoder(facts)],
  ['anthropic', () => anthropicEncoder(facts)],
  ['ag-ui', () => agUiEncoder({ threadId: 't', runId: 'r' })],
];

const start: ChatEvent = { type: 'start', messageId: 'm1', messageMetadata: { model: 'tiny' } };
const word = fc.string({ minLength: 1, maxLength: 6 });
const words = fc.array(word, { minLength: 1, maxLength: 4 });

type Part =
  | { readonly kind: 'text' | 'reasoning'; readonly words: readonly string[] }
  | { readonly kind: 'tool'; readonly input: unknown };

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'reasoning' as const), words }),
  fc.record({ kind: fc.constant('tool' as const), input: fc.object({ maxDepth: 1 }) }),
);

/** The events of one whole part. */
function eventsOf(made: Part, id: string): ChatEvent[] {
  if (made.kind === 'tool') return callEvents(made.input, `call-${id}`);
  const { kind } = made;
  return [
    { type: `${kind}-start`, id },
    ...made.words.map((delta): ChatEvent => ({ type: `${kind}-delta`, id, delta })),
    { type: `${kind}-end`, id },
  ];
}

function callEvents(input: unknown, toolCallId: string): ChatEvent[] {
  const text = JSON.stringify(input);
  const half = text.length >> 1;
  const call = { toolCallId, toolName: 'find' };
  return [
    { type: 'tool-input-start', ...call },
    { type: 'tool-input-delta', toolCallId, inputTextDelta: text.slice(0, half) },
    { type: 'tool-input-delta', toolCallId, inputTextDelta: text.slice(half) },
    { type: 'tool-input-available', ...call, input: JSON.parse(text) },
  ];
}

const answer = fc
  .record({
    parts: fc.array(part, { maxLength: 4 }),
    finishReason: fc.constantFrom('stop' as const, 'length' as const, 'content-filter' as const),
    usage: fc.record({ promptTokens: fc.nat(), cachedTokens: fc.nat(), outputTokens: fc.nat() }),
  })
  .map(({ parts, finishReason, usage }): ChatEvent[] => [
    start,
    ...parts.flatMap((made, index) => eventsOf(made, String(index))),
    { type: 'message-metadata', messageMetadata: { usage: { promptTokens: 1 } } },
    { type: 'finish', finishReason, messageMetadata: { usage } },
  ]);

function wireOf(encoder: EventEncoder, events: readonly ChatEvent[]): string {
  return events.flatMap((event) => encoder.push(event).map((data) => encodeSse({ data }))).join('');
}

async function read(wire: string, format?: WireFormat, size = 1e6): Promise<ChatMessage> {
  async function* bytes() {
    yield* cutBytes(wire, size);
  }
  return collectMessage(decodeEvents(bytes(), { format, reasoning: 'none' }));
}

const collected = (events: readonly ChatEvent[]): ChatMessage =>
  events.reduce(applyEvent, { id: '', role: 'assistant', parts: [] });

/** What a reader of a format knows: Responses have no word of their own for an end with calls, the calls say it. */
function known(format: WireFormat, message: ChatMessage) {
  const seen = factsOf(message);
  const isAsking = seen.finishReason === 'stop' && seen.tools.length > 0;
  return format === 'openai-responses' && isAsking ? { ...seen, finishReason: 'tool-calls' } : seen;
}

describe.each(encoders)('the encoder of %s', (format, create) => {
  it('writes what its own dialect reads back: texts, calls, counts and the reason', async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.integer({ min: 1, max: 60 }), async (events, size) => {
        const wire = wireOf(create(), events);
        const message = await read(wire, format, size);
        expect(factsOf(message)).toEqual(known(format, collected(events)));
        expect(message.end).toBe('complete');
        expect(message.metadata?.usage).toMatchObject(collected(events).metadata?.usage ?? {});
      }),
    );
  });

  it('writes a format that is detected', async () => {
    const events: ChatEvent[] = [start, { type: 'finish', finishReason: 'stop' }];
    expect((await read(wireOf(create(), events))).end).toBe('complete');
  });

  it('tells an error as an error', async () => {
    const wire = wireOf(create(), [start, { type: 'error', errorText: 'Out of memory.' }]);
    expect(wire).not.toContain('[DONE]');
    expect(await read(wire)).toMatchObject({ end: 'error', error: { message: 'Out of memory.' } });
  });

  it('never tells an aborted answer as a whole one', async () => {
    const wire = wireOf(create(), [start, { type: 'abort', reason: 'the user stopped it' }]);
    expect((await read(wire)).end).toBe(format === 'ag-ui' ? 'aborted' : 'error');
  });

  it('gives the same frames for the same events, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(openEvent, { maxLength: 12 }), terminalEvent, (open, end) => {
        const events = [...open, end];
        expect(wireOf(create(), events)).toBe(wireOf(create(), events));
      }),
    );
  });
});

describe('the encoder of ag-ui', () => {
  it('ends every text and call that it began before the run ends', () => {
    fc.assert(
      fc.property(fc.array(openEvent, { maxLength: 12 }), terminalEvent, (open, end) => {
        const encoder = agUiEncoder({ threadId: 't', runId: 'r' });
        const frames = [...open, end].flatMap((event) => encoder.push(event));
        const types = frames.map((frame) => textAt(JSON.parse(frame), 'type'));
        const count = (type: string) => types.filter((other) => other === type).length;
        for (const [begun, ended] of borders) expect(count(ended)).toBe(count(begun));
        expect(types.at(-1)).toMatch(/^RUN_(?:FINISHED|ERROR)$/);
      }),
    );
  });

  it('names texts apart and leaves transient data out', () => {
    const encoder = agUiEncoder({ threadId: 't', runId: 'r' });
    const frames = [
      start,
      { type: 'data-queue', data: 1, transient: true } as const,
      { type: 'text-start', id: '1' } as const,
      { type: 'text-end', id: '1' } as const,
      { type: 'text-start', id: '2' } as const,
      { type: 'data-note', data: { at: 1 } } as const,
      { type: 'tool-approval-request', toolCallId: 'c', approvalId: 'a' } as const,
      { type: 'abort' } as const,
    ].flatMap((event) => encoder.push(event).map((frame): unknown => JSON.parse(frame)));
    expect(frames).toEqual([
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      { type: 'TEXT_MESSAGE_START', messageId: 'm1', role: 'assistant' },
      { type: 'TEXT_MESSAGE_END', messageId: 'm1' },
      { type: 'TEXT_MESSAGE_START', messageId: 'm1-1', role: 'assistant' },
      { type: 'CUSTOM', name: 'note', value: { at: 1 } },
      {
        type: 'CUSTOM',
        name: 'approval-requested',
        value: { toolCallId: 'c', toolName: '', approval: { id: 'a', needsApproval: true } },
      },
      { type: 'TEXT_MESSAGE_END', messageId: 'm1-1' },
      { type: 'RUN_FINISHED', threadId: 't', runId: 'r', outcome: { type: 'cancelled' } },
    ]);
  });
});

const borders = [
  ['TEXT_MESSAGE_START', 'TEXT_MESSAGE_END'],
  ['REASONING_START', 'REASONING_END'],
  ['REASONING_MESSAGE_START', 'REASONING_MESSAGE_END'],
  ['TOOL_CALL_START', 'TOOL_CALL_END'],
] as const;

describe('the encoder of openai-chat', () => {
  it('writes the counts only when they are asked for', () => {
    const events: ChatEvent[] = [start, { type: 'finish', finishReason: 'length' }];
    expect(wireOf(openaiChatEncoder(facts), events)).not.toContain('usage');
    const asked = wireOf(openaiChatEncoder({ ...facts, includeUsage: true }), events);
    expect(asked).toContain('"choices":[],"usage":{"prompt_tokens":0');
    expect(asked).toContain('"finish_reason":"length"}],"usage":null}');
  });

  it('keeps calls to itself that the server has already made', () => {
    const call = { toolCallId: 'c', toolName: 'search', providerExecuted: true };
    const events: ChatEvent[] = [
      { type: 'tool-input-start', ...call },
      { type: 'tool-input-available', ...call, input: {} },
    ];
    expect(wireOf(openaiChatEncoder(facts), events)).toBe('');
  });
});

describe.each([
  ['openai-chat', openaiCompletion],
  ['openai-responses', openaiResponse],
  ['anthropic', anthropicMessage],
] as const)('a whole answer of %s', (format, write) => {
  it('is read back by its own dialect', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (events) => {
        const message = collected(events);
        const body = JSON.stringify(write(message, facts));
        expect(factsOf(await read(body, format))).toEqual(known(format, message));
      }),
    );
  });
});

describe('the encoder of anthropic', () => {
  it('gives back the seal of reasoning, and what is hidden of it', () => {
    const events: ChatEvent[] = [
      { type: 'reasoning-start', id: '1' },
      { type: 'reasoning-delta', id: '1', delta: 'Hm' },
      { type: 'reasoning-end', id: '1', providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'reasoning-start', id: '2', providerMetadata: { anthropic: { redactedData: 'x' } } },
      { type: 'reasoning-end', id: '2' },
    ];
    const encoder = anthropicEncoder(facts);
    const told = events.flatMap((event) => encoder.push(event)).join('\n');
    expect(told).toContain('"delta":{"type":"signature_delta","signature":"sig"}');
    expect(told).toContain('"content_block":{"type":"redacted_thinking","data":"x"}');
  });
});
