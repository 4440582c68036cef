// @vitest-environment node
import { type } from 'arktype';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { ChatOptions } from '../../src/chat/chat-options.ts';
import { tool } from '../../src/chat/options/client-tool.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ToolPart } from '../../src/protocol/chat-message.ts';
import type { StandardSchema } from '../../src/protocol/standard-schema.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench } from './chat-bench.ts';

beforeAll(() =>
  Promise.all([
    import('../../src/chat/tools/client-tools.ts'),
    import('../../src/chat/run/check-events.ts'),
  ]),
);

/** One that takes its time, as the interface allows. */
const slow: StandardSchema<unknown, { city: string }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    async validate(value) {
      await settle();
      const city = (value as { city?: unknown } | null)?.city;
      if (typeof city === 'string') return { value: { city } };
      return { issues: [{ message: 'Expected a string', path: [{ key: 'city' }] }] };
    },
  },
};
const schemas: [string, StandardSchema<unknown, { city: string }>][] = [
  ['zod', z.object({ city: z.string() })],
  ['valibot', v.object({ city: v.string() })],
  ['arktype', type({ city: 'string' })],
  ['a schema that is asynchronous', slow],
];

const call = (input: unknown, toolCallId = 'c1'): ChatEvent => {
  return { type: 'tool-input-available', toolCallId, toolName: 'weather', input };
};

/** A chat whose first answer asks for the weather, and whose second is text. */
function weatherChat(first: Script, options: Partial<ChatOptions>) {
  const bench = chatBench((_, index) => (index === 0 ? first : ['Thank you.']), options);
  const run = async () => {
    const sent = bench.chat.send('How is the weather?');
    for (let turn = 0; turn < 8; turn += 1) {
      await bench.pass(10);
      await settle();
    }
    return sent;
  };
  const parts = () => bench.chat.getState().messages.flatMap((message) => message.parts);
  const calls = () => parts().filter((part): part is ToolPart => 'toolCallId' in part);
  return { ...bench, run, parts, calls };
}

describe.each(schemas)('the input of a tool with a schema of %s', (_, inputSchema) => {
  it('is given to the tool when it fits', async () => {
    const execute = vi.fn(({ city }: { city: string }) => ({ degrees: city.length }));
    const { run, calls, transport } = weatherChat([call({ city: 'Paris' })], {
      tools: { weather: tool({ inputSchema, execute }) },
    });
    await run();
    expect(execute).toHaveBeenCalledExactlyOnceWith({ city: 'Paris' }, expect.anything());
    expect(calls()).toMatchObject([{ state: 'output-available', output: { degrees: 5 } }]);
    expect(transport.requests).toHaveLength(2);
  });

  it('is an error that the reader sees and the model is told when it does not', async () => {
    const inputs = fc.oneof(
      fc
        .jsonValue()
        .filter((value) => typeof (value as { city?: unknown } | null)?.city !== 'string'),
      fc.record({ city: fc.oneof(fc.integer(), fc.constant(null), fc.array(fc.string())) }),
    );
    await fc.assert(
      fc.asyncProperty(inputs, fc.boolean(), async (input, needsApproval) => {
        const execute = vi.fn();
        const { run, calls, chat, transport } = weatherChat([call(input)], {
          tools: { weather: tool({ inputSchema, execute, needsApproval }) },
        });
        await run();
        expect(execute).not.toHaveBeenCalled();
        expect(calls()).toMatchObject([{ state: 'output-error', input }]);
        expect(calls()[0]?.errorText).toMatch(/does not fit the tool\. ./);
        // The model has heard of it, in the request by which the answer goes on.
        expect(transport.requests[1]?.messages.at(-1)?.parts).toContainEqual(
          expect.objectContaining({ state: 'output-error', errorText: calls()[0]?.errorText }),
        );
        expect(chat.getState().status).toBe('ready');
        chat.dispose();
      }),
      { numRuns: 25 },
    );
  });
});

it('says where the fault of an input is', async () => {
  const inputSchema = z.object({ days: z.array(z.object({ name: z.string() })) });
  const { run, calls } = weatherChat([call({ days: [{ name: 1 }] })], {
    tools: { weather: tool({ inputSchema, execute: () => 1 }) },
  });
  await run();
  expect(calls()[0]?.errorText).toContain('days.0.name: ');
});

it('gives tools what the schema makes of an input, and keeps what the model wrote', async () => {
  const inputSchema = z.object({ city: z.string(), unit: z.string().default('C') });
  const execute = vi.fn((_input: { city: string; unit: string }) => 'warm');
  const { run, calls } = weatherChat([call({ city: 'Rome' })], {
    tools: { weather: tool({ inputSchema, execute }) },
  });
  await run();
  expect(execute.mock.lastCall?.[0]).toEqual({ city: 'Rome', unit: 'C' });
  expect(calls()[0]?.input).toEqual({ city: 'Rome' });
});

it('waits for the app where a tool has a schema and nothing to execute', async () => {
  const { run, calls, chat, transport } = weatherChat([call({ city: 'Rome' })], {
    tools: { weather: tool({ inputSchema: slow }) },
  });
  await run();
  expect(calls()).toMatchObject([{ state: 'input-available' }]);
  expect(chat.getState().status).toBe('ready');
  chat.settleTool('c1', { output: 'sunny' });
  await settle();
  expect(calls()).toMatchObject([{ state: 'output-available', output: 'sunny' }]);
  expect(transport.requests).toHaveLength(2);
});

it('keeps a result that comes while the input is still being checked', async () => {
  const { chat, calls, pass } = weatherChat([call({ city: 'Rome' })], {
    tools: { weather: tool({ inputSchema: slow }) },
    onDone: () => queueMicrotask(() => chat.settleTool('c1', { output: 'early' })),
  });
  void chat.send('How is the weather?');
  for (let turn = 0; turn < 6; turn += 1) await pass(10);
  expect(calls()).toMatchObject([{ state: 'output-available', output: 'early' }]);
});

it('stops a check with the answer', async () => {
  const execute = vi.fn();
  const { chat, calls, pass } = weatherChat([call({ city: 'Rome' })], {
    tools: { weather: tool({ inputSchema: slow, execute }) },
    onDone: () => queueMicrotask(() => void chat.abort()),
  });
  void chat.send('How is the weather?');
  for (let turn = 0; turn < 6; turn += 1) await pass(10);
  expect(execute).not.toHaveBeenCalled();
  expect(calls()).toMatchObject([{ state: 'output-error' }]);
  expect(chat.getState().status).toBe('ready');
});

describe('schemas of data parts', () => {
  const dataSchemas = {
    plan: z.object({ steps: z.array(z.string()) }),
    mood: type("'good'|'bad'"),
  };
  const data = fc.oneof(
    fc.record({
      type: fc.constant('data-plan' as const),
      data: fc.record({ steps: fc.array(fc.string()) }),
    }),
    fc.record({ type: fc.constant('data-plan' as const), data: fc.jsonValue() }),
    fc.record({
      type: fc.constant('data-mood' as const),
      data: fc.constantFrom('good', 'bad', 'odd', 3),
    }),
    fc.record({ type: fc.constant('data-other' as const), data: fc.jsonValue() }),
    fc.constant('Text. '),
  );
  const fits = (item: string | { type: string; data: unknown }) => {
    if (typeof item === 'string' || item.type === 'data-other') return true;
    const schema = item.type === 'data-plan' ? dataSchemas.plan : dataSchemas.mood;
    return !(schema['~standard'].validate(item.data) as { issues?: unknown }).issues;
  };

  it('shows what fits and all the rest of an answer, and ends it as an error if anything does not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(data, { maxLength: 6 }),
        fc.boolean(),
        async (items, isSnapshot) => {
          const onError = vi.fn();
          const parts = items.flatMap((item) => (typeof item === 'string' ? [] : [item]));
          const script: Script = isSnapshot
            ? [{ snapshot: { id: 'a', role: 'assistant', parts } }]
            : items;
          const { run, chat, answer, parts: shown } = weatherChat(script, { dataSchemas, onError });
          await run();
          const isWhole = (isSnapshot ? parts : items).every(fits);
          expect(shown().filter((part) => 'data' in part)).toEqual(parts.filter(fits));
          expect(answer()?.end).toBe(isWhole ? 'complete' : 'error');
          expect(chat.getState().status).toBe(isWhole ? 'ready' : 'error');
          expect(onError).toHaveBeenCalledTimes(isWhole ? 0 : 1);
          expect(answer()?.error?.code).toBe(isWhole ? undefined : 'protocol');
          chat.dispose();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tells what did not fit of an answer that ends otherwise, and leaves its end what it is', async () => {
    const onError = vi.fn();
    const script: Script = [
      { type: 'data-mood', data: 'odd' },
      'Half',
      { fail: new ChatError('truncated', 'cut') },
    ];
    const { run, answer } = weatherChat(script, { dataSchemas, onError });
    await run();
    expect(answer()?.end).not.toBe('complete');
    const told = onError.mock.calls.map(([error]) => (error as ChatError).message);
    expect(told).toContainEqual(expect.stringContaining('data-mood'));
  });

  it('keeps what the server said of the end of such an answer', async () => {
    const finish: ChatEvent = {
      type: 'finish',
      finishReason: 'stop',
      messageMetadata: { usage: { outputTokens: 3 } },
    };
    const { run, answer } = weatherChat([{ type: 'data-mood', data: 1 }, finish], { dataSchemas });
    await run();
    expect(answer()?.metadata).toMatchObject({ finishReason: 'stop', usage: { outputTokens: 3 } });
  });
});

it.each([
  [{ tier: 'paid' }, 'complete'],
  [{ tier: 'gold' }, 'error'],
  [{ other: 1 }, 'error'],
])('checks the metadata %j of a whole answer', async (messageMetadata, end) => {
  const metadataSchema = v.looseObject({ tier: v.picklist(['free', 'paid']) });
  const script: Script = [{ type: 'message-metadata', messageMetadata }, 'Text'];
  const { run, answer } = weatherChat(script, { metadataSchema });
  await run();
  expect(answer()?.end).toBe(end);
});

it('reads the input of a call while it streams', async () => {
  const pieces = ['{"city": "P', 'aris", "days": 1', '2, "why": "x'];
  const script: Script = [
    { type: 'tool-input-start', toolCallId: 'c1', toolName: 'weather' },
    ...pieces.flatMap((inputTextDelta): Script => [
      { type: 'tool-input-delta', toolCallId: 'c1', inputTextDelta },
      { wait: 10 },
    ]),
    call({ city: 'Paris', days: 12, why: 'x' }),
  ];
  await import('../../src/chat/run/partial-input.ts');
  const { chat, calls, pass } = weatherChat(script, {});
  void chat.send('Hi');
  const seen: unknown[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await pass(turn === 0 ? 0 : 10);
    await settle();
    seen.push(calls()[0]?.input);
  }
  expect(seen.slice(1)).toEqual([
    { city: 'Paris' },
    { city: 'Paris', days: 12, why: 'x' },
    { city: 'Paris', days: 12, why: 'x' },
  ]);
});
