// @vitest-environment node
import { type as arktype } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createChat } from '../../../src/chat/index.ts';
import { ChatError, messageText } from '../../../src/protocol/index.ts';
import type { ChatEvent, ToolPart } from '../../../src/protocol/index.ts';
import {
  memoryHistory,
  serverTool,
  type ChatQuestion,
  type ChatServerOptions,
  type ServerTools,
} from '../../../src/server/index.ts';
import { httpTransport } from '../../../src/transports/index.ts';
import { eventually } from '../../eventually.ts';
import { openServer, readEvents, readMessage } from '../chat-client.ts';

const call = (toolName: string, input: unknown, toolCallId = 'call-1'): ChatEvent => ({
  type: 'tool-input-available',
  toolCallId,
  toolName,
  input,
});
const sunny = serverTool({
  description: 'Tells the weather of a city.',
  input: z.object({ city: z.string() }),
  execute: ({ city }) => ({ city, sky: 'clear' }),
});

const execute = () => 1;
const later = (callback: () => void) => {
  const timer = setTimeout(callback, 1);
  return () => clearTimeout(timer);
};

/** A model that gives its steps one after the other, and what it was asked for each. */
function model(...steps: (readonly (string | ChatEvent)[])[]) {
  const asked: ChatQuestion[] = [];
  const answer = (question: ChatQuestion) => {
    asked.push(question);
    return steps[asked.length - 1] ?? ['Done.'];
  };
  return { asked, answer };
}

function toolServer(
  tools: ServerTools,
  { answer }: Pick<ChatServerOptions, 'answer'>,
  more: Partial<ChatServerOptions> = {},
) {
  const told: unknown[] = [];
  const onError = (error: unknown, where: string) => told.push([where, error]);
  return { told, ...openServer({ answer, tools, onError, ...more }) };
}

const callsOf = ({ parts }: { readonly parts: readonly object[] }) =>
  parts.filter((part): part is ToolPart => 'toolCallId' in part);
const typesOf = (events: readonly ChatEvent[]) => events.map(({ type }) => type);
const fail = (error: unknown) => {
  throw error;
};

describe('tools on the server', () => {
  it('are done when the model calls them, and it is asked again with what came of them', async () => {
    const { asked, answer } = model(['Let me see.', call('weather', { city: 'Bern' })], ['Sunny.']);
    const { ask } = toolServer({ weather: sunny }, { answer });
    const { message, events } = await readMessage(await ask('run-00001'));
    expect(typesOf(events)).toEqual([
      'start',
      'start-step',
      'text-start',
      'text-delta',
      'text-end',
      'tool-input-available',
      'tool-output-available',
      'finish-step',
      'start-step',
      'text-start',
      'text-delta',
      'text-end',
      'finish',
    ]);
    expect(callsOf(message)).toMatchObject([{ output: { city: 'Bern', sky: 'clear' } }]);
    const [first, second] = asked.map(({ messages }) => messages);
    expect(first).toHaveLength(1);
    expect(second?.at(-1)).toMatchObject({ id: 'run-00001', role: 'assistant' });
    expect(second && callsOf(second[1] ?? message)[0]?.state).toBe('output-available');
  });

  it('are told to the model as JSON schema, where their schema can say it', async () => {
    const { asked, answer } = model(['Hi']);
    const { ask } = toolServer(
      {
        zod: { ...sunny, execute },
        ark: { input: arktype({ city: 'string' }), execute },
        valibot: { input: v.object({ city: v.string() }), execute },
        own: { inputJson: { type: 'object', maxProperties: 1 }, execute },
      },
      { answer },
    );
    await readEvents(await ask());
    const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    expect(asked[0]?.tools).toEqual([
      { name: 'zod', description: 'Tells the weather of a city.', inputSchema: schema },
      { name: 'ark', description: '', inputSchema: schema },
      { name: 'valibot', description: '', inputSchema: { type: 'object' } },
      { name: 'own', description: '', inputSchema: { type: 'object', maxProperties: 1 } },
    ]);
  });

  it('are given what their schema makes of the input, and nothing that does not fit it', async () => {
    const { asked, answer } = model([call('double', { n: 'many' })], [call('double', { n: '2' })]);
    const double = serverTool({
      input: z.object({ n: z.coerce.number() }),
      execute: ({ n }) => n * 2,
    });
    const { ask, told } = toolServer({ double }, { answer });
    const { message } = await readMessage(await ask());
    const [wrong, right] = callsOf(message);
    expect(wrong).toMatchObject({ state: 'output-error', errorText: /does not fit.*n:/ });
    expect(right).toMatchObject({ input: { n: '2' }, output: 4 });
    expect([asked.length, told]).toEqual([3, []]);
  });

  it('fail in words of their own only by a ChatError, and by what no JSON holds', async () => {
    const secret = new Error('password=tiger');
    const { answer } = model([
      call('secret', {}, 'a'),
      call('told', {}, 'b'),
      call('big', {}, 'c'),
    ]);
    const { ask, told } = toolServer(
      {
        secret: { execute: () => fail(secret) },
        told: { execute: () => fail(new ChatError('not-found', 'There is no such city.')) },
        big: { execute: () => 1n },
      },
      { answer },
    );
    const { message, text } = await readMessage(await ask());
    expect(Object.fromEntries(callsOf(message).map((c) => [c.toolCallId, c.errorText]))).toEqual({
      a: 'The tool failed on the server.',
      b: 'There is no such city.',
      c: 'The tool failed on the server.',
    });
    expect(text).toBe('Done.');
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(['tool', secret]);
  });

  it('end with the steps that are allowed, and tell what all of them cost', async () => {
    const usage = { promptTokens: 10, outputTokens: 1 };
    const step: (string | ChatEvent)[] = [
      call('weather', { city: 'Bern' }),
      { type: 'finish', messageMetadata: { usage } },
    ];
    const { asked, answer } = model(step, step, step, step);
    const { ask } = toolServer({ weather: sunny }, { answer }, { maxSteps: 3 });
    const { message } = await readMessage(await ask());
    expect(asked).toHaveLength(3);
    expect(message.metadata).toMatchObject({
      finishReason: 'tool-calls',
      usage: { promptTokens: 30, outputTokens: 3 },
    });
    expect(callsOf(message).map(({ state }) => state)).toEqual(Array(3).fill('output-available'));
  });

  it('are stopped with their answer', async () => {
    let signal: AbortSignal | undefined;
    const { answer } = model([call('slow', {})]);
    const slow = {
      execute: async (_: unknown, given: { readonly signal: AbortSignal }) => {
        signal = given.signal;
        await new Promise(() => undefined);
      },
    };
    const { ask, post } = toolServer({ slow }, { answer });
    const reading = readEvents(await ask('run-00001'));
    await eventually(() => expect(signal).toBeDefined());
    await post('/runs/run-00001/cancel', '');
    expect(signal?.aborted).toBe(true);
    expect((await reading).events.at(-1)?.type).toBe('abort');
  });

  it('leave to the page what is the page’s, and what an answer has done itself', async () => {
    const done: ChatEvent = { type: 'tool-output-available', toolCallId: 'b', output: 1 };
    const { asked, answer } = model([call('locate', {}, 'a'), call('weather', {}, 'b'), done]);
    const { ask } = toolServer({ weather: sunny }, { answer });
    const { message } = await readMessage(await ask());
    expect(callsOf(message).map(({ state }) => state)).toEqual([
      'input-available',
      'output-available',
    ]);
    expect(asked).toHaveLength(1);
  });
});

describe('a tool that asks its user', () => {
  const ordered: unknown[] = [];
  const order = serverTool({
    input: z.object({ cups: z.number() }),
    approval: ({ cups }) => cups > 1,
    execute: ({ cups }) => ordered.push(cups),
  });

  /** The kit's own client, before a server whose model orders. */
  function open(more: Partial<ChatServerOptions> = {}) {
    const orders: (readonly ChatEvent[])[] = [[call('order', { cups: 3 })]];
    const { asked, answer } = model(...orders);
    const { chat, told } = toolServer({ order }, { answer }, more);
    const bodies: string[] = [];
    const page = createChat({
      transport: httpTransport({
        url: 'http://app.test/api/chat',
        async fetch(address, init) {
          const url = address instanceof Request ? address.url : address;
          const request = new Request(url, init);
          request.headers.set('x-user', 'alice');
          if (request.method === 'POST') bodies.push(await request.clone().text());
          return chat.fetch(request);
        },
      }),
      frames: { request: later, afterPaint: later },
    });
    const callNow = () => callsOf(page.getState().messages.at(-1) ?? { parts: [] })[0];
    return { page, asked, told, bodies, chat, callNow };
  }

  it.each([
    ['without a history', {}],
    ['with a history', { history: memoryHistory() }],
  ])('waits for the yes, and goes on with the same answer, %s', async (_, more) => {
    ordered.length = 0;
    const { page, asked, callNow } = open(more);
    void page.send('Three cups');
    await eventually(() => expect(callNow()?.state).toBe('approval-requested'));
    await eventually(() => expect(page.getState().status).toBe('ready'));
    expect(ordered).toEqual([]);
    page.approveTool('call-1', true);
    await eventually(() => {
      const last = page.getState().messages.at(-1);
      expect(last && messageText(last)).toBe('Done.');
      expect(page.getState().status).toBe('ready');
    });
    expect(page.getState().messages).toHaveLength(2);
    expect(callNow()).toMatchObject({ state: 'output-available', output: 1 });
    expect([ordered, asked.length]).toEqual([[3], 2]);
  });

  it('is not run after a no, of which the model hears', async () => {
    ordered.length = 0;
    const { page, asked, callNow } = open();
    void page.send('Three cups');
    await eventually(() => expect(page.getState().status).toBe('ready'));
    page.approveTool('call-1', false, 'Too many.');
    await eventually(() => expect(asked).toHaveLength(2));
    expect(callNow()).toMatchObject({ state: 'output-denied', approval: { approved: false } });
    expect(ordered).toEqual([]);
  });

  it('asks again where a yes is for something that it has not asked', async () => {
    ordered.length = 0;
    const { page, bodies, chat, callNow } = open();
    void page.send('Three cups');
    await eventually(() => expect(page.getState().status).toBe('ready'));
    page.approveTool('call-1', true);
    await eventually(() => expect(callNow()?.state).toBe('output-available'));
    expect(ordered).toEqual([3]);
    const forged = (bodies.at(-1) ?? '').replace('"cups":3', '"cups":300');
    const headers = { 'x-user': 'alice', 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: forged };
    const { message } = await readMessage(
      await chat.fetch(new Request('http://app.test/api/chat', init)),
    );
    expect(callsOf(message)[0]?.state).toBe('approval-requested');
    // Nor is it another's to allow.
    const bob = { ...init, headers: { ...headers, 'x-user': 'bob' }, body: bodies.at(-1) ?? '' };
    const foreign = await readMessage(
      await chat.fetch(new Request('http://app.test/api/chat', bob)),
    );
    expect(callsOf(foreign.message)[0]?.state).toBe('approval-requested');
    expect(ordered).toEqual([3]);
  });

  it('asks where its own question fails, and tells who runs it', async () => {
    const broken = new Error('broken');
    const { answer } = model([call('risky', {})]);
    const risky = { approval: () => fail(broken), execute: () => 1 };
    const { ask, told } = toolServer({ risky }, { answer });
    const { message } = await readMessage(await ask());
    expect(callsOf(message)[0]?.state).toBe('approval-requested');
    expect(told).toEqual([['tool', broken]]);
  });
});
