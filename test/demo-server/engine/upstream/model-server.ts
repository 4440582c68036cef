import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a model server was asked. */
interface AskedQuestion {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

/** Answers one question. */
export type Behaviour = (response: ServerResponse, asked: AskedQuestion) => void;

/** One chunk of OpenAI's chat stream. */
function chunk(content: string, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta: { content }, finish_reason }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'm-2026', choices })}\n\n`;
}

const counts = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 };
const usage = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [], usage: counts })}\n\n`;

/** A whole answer of OpenAI's. */
export function says(...words: readonly string[]): Behaviour {
  const text = words.map((word) => chunk(word)).join('');
  return stream(`${text}${chunk('', 'stop')}${usage}data: [DONE]\n\n`);
}

/** An answer in whatever words. */
export function stream(wire: string, type = 'text/event-stream'): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': type });
    response.end(wire);
  };
}

/** A refusal. */
export function refuses(
  status: number,
  message = 'no',
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { message } }));
  };
}

/** Takes the question and says nothing. */
export const hangs: Behaviour = () => undefined;

/** Says these words and then nothing more. */
export function begins(...words: readonly string[]): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(words.map((word) => chunk(word)).join(''));
  };
}

/** Says these words, then breaks the connection, once they can have been read: what fails drops what is still unread. */
export function breaks(...words: readonly string[]): Behaviour {
  return (response) => {
    begins(...words)(response, { url: '', headers: {}, body: {} });
    setTimeout(() => response.socket?.end(() => response.socket?.destroy()), 100);
  };
}

/** Options of `modelServer`. */
export interface ModelServerOptions {
  /** What it answers at the paths that it is asked for with GET. @default one model `m` at `/v1/models` */
  readonly lists?: Readonly<Record<string, unknown>>;
}

/** A model server that behaves as it is told, one behaviour for each question, the last one for all that follow. */
export async function modelServer(
  behaviours: readonly Behaviour[],
  { lists = { '/v1/models': { object: 'list', data: [{ id: 'm' }] } } }: ModelServerOptions = {},
) {
  const asked: AskedQuestion[] = [];
  let left = 0;
  const server = createServer((request, response) => {
    if (request.method === 'GET') return list(request, response);
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      const { url, headers } = request;
      const question = { url, headers, body: JSON.parse(text) as Record<string, unknown> };
      asked.push(question);
      (behaviours[asked.length - 1] ?? behaviours.at(-1) ?? hangs)(response, question);
    });
    response.on('close', () => left++);
  });

  function list({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const found = lists[url];
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { detail: 'Not Found' }));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return { asked, left: () => left, close, origin, url: `${origin}/v1`, name: `127.0.0.1:${port}` };
}
