/** The server as a process of its own with an engine that costs nothing; its parent reads the address and asks for memory. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createApp } from '../routes/app.ts';
import { createListener } from '../routes/listener.ts';
import { MemoryRunStore } from '../runs/memory-run-store.ts';
import { StampEngine } from './stamp-engine.ts';

const app = createApp({ engine: new StampEngine(), runs: new MemoryRunStore() });
const server = createServer(createListener(app));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

const sockets = new Set<Socket>();
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

process.on('message', () => {
  // What is kept, not what waits to be collected.
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const queued = [...sockets]
    .map(({ writableLength }) => writableLength)
    .filter((bytes) => bytes > 0);
  process.send?.({ rss, heapUsed, external, queued });
});
process.on('disconnect', () => process.exit(0));
