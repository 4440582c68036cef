import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request as the server got it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request. */
export type Answer = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>;

/** A real HTTP server on a free port of the loopback. */
export interface TestServer {
  readonly origin: string;
  /** All requests, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** Resolves when every answer has ended or lost its client. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that answers every request by `answer`, or the nth request by the nth answer. */
export async function startServer(answer: Answer | readonly Answer[]): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const open = new Set<ServerResponse>();
  const server = createServer((incoming, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    void handle(incoming, response);
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body: await text(incoming).catch(() => '') };
    requests.push(request);
    const chosen = typeof answer === 'function' ? answer : answer[requests.length - 1];
    if (chosen) await chosen(response, request);
    else response.writeHead(599).end('The test has no answer for this request.');
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    async idle() {
      while (open.size > 0) await Promise.all([...open].map((response) => once(response, 'close')));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
