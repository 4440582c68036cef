import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from '../../demo-server/engine/engine.ts';
import { createApp, type AppOptions } from '../../demo-server/http/app.ts';
import { createListener } from '../../demo-server/http/listener.ts';
import { MemoryRunStore } from '../../src/server/index.ts';
import { decodeSse, type ChatEvent } from '../../src/protocol/index.ts';

/** Serves an engine over real HTTP on a free port. */
export async function serveEngine(engine: Engine, options: Partial<AppOptions> = {}) {
  const runs = new MemoryRunStore();
  const app = createApp({ engine, runs, ...options });
  const server = createServer(createListener(app, options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    runs,
    server,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await runs.close();
      await engine.close();
    },
  };
}

/** The body of a question. */
export function chatBody(text: string, id = 'chat', options: Record<string, unknown> = {}) {
  return {
    id,
    messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text }] }],
    options: { temperature: 1.5, seed: 1, ...options },
  };
}

/** Posts a question. */
export function postChat(
  url: string,
  body: unknown,
  { key, signal }: { key?: string; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** One event as it came, with its cursor; the end marker comes as `[DONE]`. */
export interface Received {
  readonly id: string | undefined;
  readonly event: ChatEvent | '[DONE]';
}

/** Reads a stream event by event. */
export async function* readStream(response: Response): AsyncGenerator<Received> {
  if (!response.body) return;
  for await (const { id, data } of decodeSse(response.body)) {
    if (data === '') continue;
    const event: Received['event'] = data === '[DONE]' ? data : JSON.parse(data);
    yield { id, event };
  }
}

/** Reads a stream to its end. */
export async function readAll(response: Response): Promise<Received[]> {
  const all: Received[] = [];
  for await (const received of readStream(response)) all.push(received);
  return all;
}

/** Joins the text of a stream. */
export function textOf(all: readonly Received[]): string {
  return all
    .map(({ event }) => (event !== '[DONE]' && event.type === 'text-delta' ? event.delta : ''))
    .join('');
}
