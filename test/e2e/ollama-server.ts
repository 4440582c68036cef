import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What Ollama lets a page of another origin send (its `server/routes.go`, `GenerateRoutes`); nothing else gets past it. */
const allowed = [
  'Authorization',
  'Content-Type',
  'User-Agent',
  'Accept',
  'X-Requested-With',
  'OpenAI-Beta',
  ...'arch async custom-poll-interval helper-method lang os package-version poll-helper retry-count runtime runtime-version timeout'
    .split(' ')
    .map((name) => `x-stainless-${name}`),
];

/** A server that answers as Ollama does, and what it was asked. */
export interface OllamaServer {
  readonly url: string;
  /** The bodies of the questions. */
  readonly questions: readonly unknown[];
  /** All else that it was asked. */
  readonly others: readonly string[];
  close(): void;
}

/** Starts Ollama's face on a free port of the loopback. */
export async function startOllama(): Promise<OllamaServer> {
  const questions: unknown[] = [];
  const others: string[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        'access-control-allow-headers': allowed.join(),
        'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS',
        'access-control-max-age': '43200',
      });
      return response.end();
    }
    const body = await text(request);
    if (request.method !== 'POST' || request.url !== '/api/chat') {
      others.push(`${request.method} ${request.url}`);
      return response.writeHead(404).end('404 page not found');
    }
    questions.push(JSON.parse(body));
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const content of ['The ', 'model ', 'answers.']) {
      response.write(
        `${JSON.stringify({ message: { role: 'assistant', content }, done: false })}\n`,
      );
    }
    const message = { role: 'assistant', content: '' };
    return response.end(`${JSON.stringify({ message, done: true, done_reason: 'stop' })}\n`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    others,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
