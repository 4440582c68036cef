import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { getRequestListener } from '@hono/node-server';
import type { Engine } from '../../../demo-server/engine/engine.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { createApp } from '../../../demo-server/http/app.ts';
import type { RunStore } from '../../../src/server/index.ts';
import {
  serveSockets,
  type ChatSocketsOptions,
} from '../../../demo-server/sockets/chat-sockets.ts';
import {
  webSocketTransport,
  type WebSocketTransport,
  type WebSocketTransportOptions,
} from '../../../src/transports/index.ts';

/** Options of a server in a test; the rest are those of the sockets. */
export interface SocketServerOptions extends Partial<ChatSocketsOptions> {
  readonly runs: RunStore;
  readonly engine?: Engine;
}

/** Serves sockets beside the app's HTTP, on a free port of the loopback. */
export async function startSocketServer(options: SocketServerOptions) {
  const { engine = new ScriptedEngine({ pace: 0 }), runs } = options;
  const app = createApp({ ...options, engine, runs });
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const sockets = await serveSockets(server, { ...options, engine, runs });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `ws://${host}/api/ws`,
    sockets,
    /** Breaks all connections after what was written has left. */
    cut() {
      for (const socket of connections) socket.destroySoon();
    },
    /** A client of it, which does not wait. */
    transport: (more: Partial<WebSocketTransportOptions> = {}): WebSocketTransport =>
      webSocketTransport({
        url: `ws://${host}/api/ws`,
        WebSocket,
        random: () => 0,
        idleMs: 0,
        ...more,
      }),
    async close() {
      await sockets.close();
      server.close();
      server.closeAllConnections();
      await runs.close();
      await engine.close();
    },
  };
}
