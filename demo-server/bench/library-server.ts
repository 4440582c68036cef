/** A server of the library alone, by `toNodeListener`, as a process of its own; its parent reads the address and asks for memory. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createChatServer } from 'rivulet/server';
import { toNodeListener } from 'rivulet/server/node';

const chat = createChatServer({
  async *answer({ signal }) {
    yield 'Waiting. ';
    await delay(2 ** 30, undefined, { signal }).catch(() => undefined);
  },
});
const server = createServer(toNodeListener(chat));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, heapUsed, external, queued: [] });
});
process.on('disconnect', () => process.exit(0));
