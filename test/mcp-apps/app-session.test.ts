import * as fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { McpAppHost } from '../../src/mcp-apps/app-host.ts';
import { AppSession } from '../../src/mcp-apps/app-session.ts';
import type { ToolPart } from '../../src/protocol/tool-part.ts';
import { eventually } from '../eventually.ts';

interface Posted {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

let posted: Posted[] = [];
let errors: unknown[] = [];
let heights: number[] = [];

beforeEach(() => {
  [posted, errors, heights] = [[], [], []];
});

function open(host: McpAppHost = {}): AppSession {
  const view = {
    post: (message: object) => void posted.push(message),
    context: () => ({ theme: 'light' }),
    openLink: () => Promise.resolve(true),
    display: () => 'inline' as const,
    resize: (height: number) => void heights.push(height),
    close: () => undefined,
  };
  return new AppSession(view, () => ({ onError: (error) => errors.push(error), ...host }));
}

const call = (method: string, params: unknown = {}, id: unknown = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});
const answer = () => eventually(() => posted.find(({ id }) => id !== undefined) ?? expect.fail());

it('tells an app what the host can do, and only that', async () => {
  const all = open({ allowedTools: ['a'], callTool: () => null, onMessage: () => null });
  all.receive(call('ui/initialize'));
  expect((await answer()).result).toMatchObject({
    protocolVersion: '2026-01-26',
    hostContext: { theme: 'light' },
    hostCapabilities: { openLinks: {}, serverTools: {}, message: {} },
  });
  posted = [];
  open().receive(call('ui/initialize'));
  expect((await answer()).result).toMatchObject({ hostCapabilities: { openLinks: {} } });
  expect(JSON.stringify(posted)).not.toMatch(/serverTools|message|logging/);
});

it.each([
  ['a tool that is not named', 'tools/call', { name: 'b' }],
  ['a tool whose name is no text', 'tools/call', { name: ['a'] }],
  ['a name that is inherited', 'tools/call', Object.create({ name: 'a' })],
  ['no tool', 'tools/call', undefined],
  ['a resource, as nobody reads any', 'resources/read', { uri: 'ui://x' }],
  ['what is not known', 'sampling/createMessage', {}],
])('refuses %s', async (_, method, params) => {
  let calls = 0;
  open({ allowedTools: ['a'], callTool: () => calls++ }).receive(call(method, params));
  expect((await answer()).error?.code).toBeLessThan(-32_000);
  expect(calls).toBe(0);
});

it('calls the tool that may be called, and passes on its result', async () => {
  const given: unknown[] = [];
  const session = open({
    allowedTools: ['a'],
    callTool: (request) => {
      given.push(request);
      return Promise.resolve({ content: [] });
    },
  });
  session.receive(call('tools/call', { name: 'a', arguments: { x: 1 } }, 'one'));
  expect(await answer()).toEqual({ jsonrpc: '2.0', id: 'one', result: { content: [] } });
  expect(given).toEqual([{ name: 'a', arguments: { x: 1 } }]);
});

it('keeps what a handler threw from the app, and tells the host', async () => {
  const error = new Error('password hunter2');
  open({ onMessage: () => Promise.reject(error) }).receive(call('ui/message', { content: [] }));
  expect(JSON.stringify(await answer())).not.toContain('hunter2');
  expect(errors).toEqual([error]);
});

it('answers no more than 64 requests at once, and again when they are answered', async () => {
  const gate = new EventTarget();
  const wait = new Promise((resolve) => {
    gate.addEventListener('go', resolve);
  });
  const session = open({ onMessage: () => wait });
  for (let id = 1; id <= 70; id++) session.receive(call('ui/message', {}, id));
  await eventually(() => expect(posted.filter(({ error }) => error)).toHaveLength(6));
  gate.dispatchEvent(new Event('go'));
  await eventually(() => expect(posted).toHaveLength(70));
  session.receive(call('ping', {}, 71));
  await eventually(() => expect(posted.at(-1)).toMatchObject({ id: 71, result: {} }));
});

it('takes anything at all for a message without an error', () => {
  const session = open();
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.string(), (data, params, method) => {
      session.receive(data);
      session.receive({ jsonrpc: '2.0', method, params });
      session.receive({ jsonrpc: '2.0', method: 'ui/notifications/size-changed', params });
      session.receive(call(method, params, data));
    }),
  );
  expect(heights.every(Number.isFinite)).toBe(true);
});

const part: ToolPart = {
  type: 'tool-weather',
  toolCallId: 'c',
  state: 'input-streaming',
};
const started = () => {
  const session = open();
  session.receive({ jsonrpc: '2.0', method: 'ui/notifications/initialized' });
  return session;
};
const heard = () => posted.map(({ method, params }) => [method?.split('/').at(-1), params]);

it('tells how the call stands once the app is ready, and each thing once', () => {
  const session = open();
  session.update({ ...part, input: { city: 'O' } });
  expect(posted).toEqual([]);
  session.receive({ jsonrpc: '2.0', method: 'ui/notifications/initialized' });
  session.update({ ...part, input: { city: 'O' } });
  session.update({ ...part, state: 'input-available', input: { city: 'Oslo' } });
  session.update({ ...part, input: { city: 'Os' } });
  const done = { ...part, state: 'output-available', input: { city: 'Oslo' } } as const;
  session.update({ ...done, output: 'half', preliminary: true });
  session.update({ ...done, output: 'Rain' });
  session.update({ ...done, output: 'Rain' });
  expect(heard()).toEqual([
    ['tool-input-partial', { arguments: { city: 'O' } }],
    ['tool-input', { arguments: { city: 'Oslo' } }],
    ['tool-result', { content: [{ type: 'text', text: 'Rain' }] }],
  ]);
});

it.each([
  ['MCP’s own result as it is', { content: [], isError: false }, { content: [], isError: false }],
  ['no result', undefined, { content: [{ type: 'text', text: 'null' }] }],
  ['a list', [1, 2], { content: [{ type: 'text', text: '[1,2]' }] }],
  [
    'an object',
    { a: 1 },
    { content: [{ type: 'text', text: '{"a":1}' }], structuredContent: { a: 1 } },
  ],
])('gives %s', (_, output, params) => {
  started().update({ ...part, state: 'output-available', input: {}, output });
  expect(heard().at(-1)).toEqual(['tool-result', params]);
});

it('tells that a call was denied', () => {
  started().update({ ...part, state: 'output-denied', approval: { id: 'a', reason: 'Not now' } });
  expect(heard()).toEqual([['tool-cancelled', { reason: 'Not now' }]]);
});
