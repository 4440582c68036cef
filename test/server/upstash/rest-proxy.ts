import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createClient } from 'redis';

export const token = 'a-token-that-may-write';

// No request may wait for what is still to come.
const blocking = /^(?:BLPOP|BRPOP|BLMOVE|BZPOPMIN|BZPOPMAX|SUBSCRIBE|WAIT|MONITOR)$/i;

/**
 * Puts Upstash's REST API in front of a real Redis: a command as a JSON array, `/pipeline`, `/subscribe/:channel` as
 * server-sent events, a bearer token, and no command that waits.
 */
export async function openRestProxy(redisUrl: string) {
  const client = createClient({ url: redisUrl, RESP: 2 });
  await client.connect();
  const open = new Set<ServerResponse>();
  let isCut = false;
  /** How many commands came, in how many requests. */
  const count = { commands: 0, requests: 0 };

  const server = createServer((request, response) => {
    if (isCut) {
      request.socket.destroy();
      return;
    }
    open.add(response);
    response.on('close', () => open.delete(response));
    answer(request, response).catch((error: unknown) => {
      tell(response, 400, { error: String(error) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${token}`) {
      return tell(response, 401, { error: 'WRONGPASS invalid or missing auth token' });
    }
    const [, action, channel] = (request.url ?? '').split('/');
    if (action === 'subscribe') return subscribe(decodeURIComponent(channel ?? ''), response);
    count.requests++;
    const body = JSON.parse(await text(request)) as string[] | string[][];
    if (action === 'pipeline') {
      return tell(response, 200, await Promise.all((body as string[][]).map(send)));
    }
    const reply = await send(body as string[]);
    return tell(response, 'error' in reply ? 400 : 200, reply);
  }

  async function send(words: readonly string[]): Promise<{ result: unknown } | { error: string }> {
    count.commands++;
    const waits = blocking.test(words[0] ?? '') || words.some((word) => /^BLOCK$/i.test(word));
    if (waits) return { error: `ERR Command is not available: '${words[0]}'` };
    try {
      return { result: await client.sendCommand([...words].map(String)) };
    } catch (error) {
      return { error: (error as Error).message };
    }
  }

  async function subscribe(channel: string, response: ServerResponse): Promise<void> {
    const own = client.duplicate();
    response.on('close', () => own.destroy());
    await own.connect();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await own.subscribe(channel, (message) => {
      response.write(`data: message,${channel},${message}\n\n`);
    });
    response.write(`data: subscribe,${channel},1\n\n`);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    count,
    /** Breaks off what is open and lets nothing through. */
    cut() {
      isCut = true;
      for (const response of open) response.destroy();
    },
    mend: () => void (isCut = false),
    /** Breaks off what listens; commands go on. */
    deafen() {
      for (const response of open) response.destroy();
    },
    async close() {
      for (const response of open) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      client.destroy();
    },
  };
}

function tell(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
