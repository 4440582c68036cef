// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { collect } from '../../src/testing/collect.ts';
import { webSocketTransport } from '../../src/transports/web-socket/lazy-web-socket-transport.ts';
import { eventually } from '../eventually.ts';
import { eventsOf, request } from './describe-transport.ts';
import { fakeSockets, type FakeSocket } from './fake-socket.ts';

const url = 'wss://chat.example/api/ws';

function bench() {
  const { WebSocket, all } = fakeSockets();
  const opened = (): Promise<FakeSocket> =>
    eventually(() => {
      const [socket] = all;
      if (!socket) throw new Error('No socket was opened.');
      return socket;
    });
  return { opened, transport: webSocketTransport({ url, WebSocket }) };
}

it('answers a question that comes before what speaks to sockets is there', async () => {
  const { opened, transport } = bench();
  const answer = collect(transport.send(request()));
  const socket = await opened();
  socket.accept();
  await eventually(() => expect(socket.sent.map(({ type }) => type)).toContain('send'));
  socket.say({ type: 'begin', run: 'run-1', chat: 'chat-1', seq: 0 });
  socket.say({ type: 'ev', run: 'run-1', seq: 0, evs: [{ type: 'finish' }] });
  socket.say({ type: 'end', run: 'run-1', seq: 0, reason: 'done' });
  expect(eventsOf(await answer)).toEqual([{ type: 'finish' }]);
});

it('tells who writes to a listener that came before, and not to one that has gone', async () => {
  const { opened, transport } = bench();
  const told = vi.fn();
  const gone = vi.fn();
  transport.onTyping('chat-1', told);
  transport.onTyping('chat-2', gone)();
  const socket = await opened();
  socket.accept();
  for (const chat of ['chat-1', 'chat-2'])
    socket.say({ type: 'typing', chat, who: 'Ann', on: true });
  await eventually(() => expect(told).toHaveBeenCalledWith(['Ann']));
  expect(gone).not.toHaveBeenCalled();
});

it('says at once whether a question may be sent again', () => {
  expect('mayRepeat' in webSocketTransport({ url })).toBe(false);
  const words = { send: () => '', format: 'openai-chat' } as const;
  expect(webSocketTransport({ url, words }).mayRepeat?.()).toBe(false);
});
