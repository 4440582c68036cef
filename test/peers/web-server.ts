import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';

/** A server on a free port of the loopback. */
export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves by a listener of Node's. */
export async function serveNode(listener: RequestListener): Promise<WebServer> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Serves by a function from request to response. */
export function serveWeb(
  answer: (request: Request) => Response | Promise<Response>,
): Promise<WebServer> {
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  return serveNode((...call) => void listener(...call));
}

/** Answers with bytes, or with text, as they come. */
export function streamOf(
  pieces: AsyncIterable<Uint8Array | string>,
  contentType = 'text/event-stream',
): Response {
  const body = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream;
  return new Response(body, { headers: { 'content-type': contentType } });
}
