// @vitest-environment node
import { expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { collect } from '../../src/testing/collect.ts';
import {
  httpTransport,
  type HttpTransportOptions,
} from '../../src/transports/http/http-transport.ts';
import { events, status, stream, wire } from './answers.ts';
import { answering } from './bench.ts';
import { request } from './describe-transport.ts';

const named = { 'x-run-id': 'run-1' };
const headers = { authorization: 'Bearer mine', 'x-trace': '7' };

/** A transport, after the answers of a server to one question. */
async function asked(
  answers: Parameters<typeof answering>[0],
  changes: Partial<HttpTransportOptions> = {},
) {
  const { server, options } = await answering(answers, changes);
  const transport = httpTransport(options);
  const told = await collect(transport.send({ ...request(), body: { model: 'large' }, headers }));
  return { server, transport, told };
}

it('sends a question with its own fields and headers, over those of the transport', async () => {
  const { server } = await asked(stream(wire()), {
    headers: { authorization: 'Bearer all', 'x-app': '1' },
    body: { model: 'small', stream: true },
  });
  const [{ headers: got, body } = { headers: {}, body: '' }] = server.requests;
  expect(got).toMatchObject({ ...headers, 'x-app': '1' });
  expect(JSON.parse(body)).toMatchObject({ model: 'large', stream: true, id: 'chat-1' });
});

it('reads on and stops with the same headers', async () => {
  const cut = stream(wire(0, 3), named);
  const { server, transport, told } = await asked([cut, stream(wire(3), named), status(200, {})]);
  expect(told.filter(({ type }) => type === 'event')).toHaveLength(events.length);
  await transport.cancel('run-1', 'user', headers);
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/api/chat',
    '/api/runs/run-1/stream',
    '/api/runs/run-1/cancel',
  ]);
  for (const { headers: got } of server.requests) expect(got).toMatchObject(headers);
});

it('deletes a chat where the server has shown that it keeps runs, or the app says where', async () => {
  const own = { headers: { authorization: 'Bearer all' } };
  const { server, transport } = await asked([stream(wire(), named), status(204)], own);
  await transport.deleteChat?.('chat/1');
  expect(server.requests[1]).toMatchObject({
    method: 'DELETE',
    path: '/api/chats/chat%2F1',
    headers: own.headers,
  });
  const { server: stranger, options } = await answering([status(204)]);
  await httpTransport(options).deleteChat?.('chat-1');
  await httpTransport({ ...options, deleteUrl: false }).deleteChat?.('chat-1');
  expect(stranger.requests).toHaveLength(0);
  const deleteUrl = (chatId: string) => `${stranger.origin}/forget?chat=${chatId}`;
  await httpTransport({ ...options, deleteUrl }).deleteChat?.('chat-1');
  expect(stranger.requests).toMatchObject([{ method: 'DELETE', path: '/forget?chat=chat-1' }]);
});

it.each([404, 405, 410, 501])('takes %i for a server that has nothing to delete', async (code) => {
  const { transport } = await asked([stream(wire(), named), status(code)]);
  await expect(transport.deleteChat?.('chat-1')).resolves.toBeUndefined();
});

it('tries again while the server is busy, and tells when it could not be told', async () => {
  const { server, transport } = await asked([stream(wire(), named), status(503), status(200)]);
  await transport.deleteChat?.('chat-1');
  expect(server.requests).toHaveLength(3);
  const { transport: refused } = await asked([stream(wire(), named), status(400, 'No.')]);
  const failed = refused.deleteChat?.('chat-1');
  await expect(failed).rejects.toBeInstanceOf(ChatError);
  await expect(failed).rejects.toMatchObject({ code: 'cancel', status: 400 });
});
