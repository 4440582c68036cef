import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { createChatServer, type ChatServerOptions } from '../../../src/server/index.ts';
import {
  attachSockets,
  toNodeListener,
  type AttachSocketsOptions,
} from '../../../src/server/node/index.ts';
import {
  webSocketTransport,
  type WebSocketTransport,
  type WebSocketTransportOptions,
} from '../../../src/transports/index.ts';

/** Serves a chat server over HTTP and sockets, on a free port of the loopback. */
export async function startSocketServer(
  options: ChatServerOptions,
  sockets: AttachSocketsOptions = {},
) {
  const chat = createChatServer(options);
  const server = createServer(toNodeListener(chat));
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const attached = await attachSockets(server, chat, sockets);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `ws://${host}${options.basePath ?? '/api'}/ws`;
  return {
    chat,
    server,
    host,
    url,
    sockets: attached,
    /** Breaks all connections after what was written has left. */
    cut() {
      for (const socket of connections) socket.destroySoon();
    },
    /** A client of it, which does not wait. */
    transport: (more: Partial<WebSocketTransportOptions> = {}): WebSocketTransport =>
      webSocketTransport({ url, WebSocket, random: () => 0, idleMs: 0, ...more }),
    async close() {
      await chat.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
