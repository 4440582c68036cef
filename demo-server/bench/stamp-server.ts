/** The server as a process of its own with an engine that costs nothing; its parent reads the address and asks for memory. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createApp } from '../http/app.ts';
import { createListener } from '../http/listener.ts';
import { MemoryRunStore } from 'rivulet/server';
import { StampAges } from './latency.ts';
import { StampEngine } from './stamp-engine.ts';

const app = createApp({ engine: new StampEngine(), runs: new MemoryRunStore() });
const server = createServer(createListener(app));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

const sockets = new Set<Socket>();
const ages = new StampAges();
// Only where it is asked for: it would be counted among what a client costs.
const isTimed = process.argv.includes('timed');

/** Notes the age of each stamp when it is handed to the connection. */
function time(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean;
  socket.write = (chunk: unknown, ...rest: readonly unknown[]) => {
    if (chunk instanceof Uint8Array) ages.note(Buffer.from(chunk).toString('latin1'));
    return write(chunk, ...rest);
  };
}

server.on('connection', (socket) => {
  if (isTimed) time(socket);
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
  process.send?.({ rss, heapUsed, external, queued, latency: ages.latency() });
});
process.on('disconnect', () => process.exit(0));
