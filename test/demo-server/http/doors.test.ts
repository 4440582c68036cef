// @vitest-environment node
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import type { AppOptions } from '../../../demo-server/http/app.ts';
import { serveSockets } from '../../../demo-server/sockets/chat-sockets.ts';
import { serveEngine } from '../http-server.ts';
import { RawConnection } from '../raw-connection.ts';

/** Serves HTTP and sockets on one port. */
async function serve(options: Partial<AppOptions> = {}) {
  const engine = new ScriptedEngine({ pace: 0 });
  const server = await serveEngine(engine, options);
  const sockets = await serveSockets(server.server, { engine, runs: server.runs, ...options });
  onTestFinished(async () => {
    await sockets.close();
    await server.close();
  });
  const ask = async (text: string) => {
    const client = await RawConnection.open(server.url);
    await client.say(text);
    const answer = await client.answer();
    client.reset();
    return answer;
  };
  return { ...server, ask };
}

describe('a method that the server has no use for', () => {
  const methods = ['PROPFIND', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'MKCOL', 'QUERY', 'LOCK'];
  const paths = ['/', '/health', '/api/chat', '/v1/models', '/nope'];

  it.each(methods)('is answered 405 everywhere: %s', async (method) => {
    const { ask } = await serve();
    for (const path of paths) {
      for (const body of [
        '\r\n',
        'Content-Length: 2\r\n\r\n{}',
        'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ]) {
        const answer = await ask(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${body}`);
        expect(answer).toMatchObject({
          status: 405,
          head: expect.stringMatching(/^allow: GET, HEAD, POST, OPTIONS$/im) as string,
          body: expect.stringContaining(method) as string,
        });
      }
    }
  });
});

describe('the name by which the server is called', () => {
  const handshake =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: chat.v1\r\n';

  it.each([
    ['localhost', 200],
    ['LOCALHOST:1234', 200],
    ['127.0.0.1', 200],
    ['[::1]:80', 200],
    ['[0:0:0:0:0:0:0:1]', 200],
    ['[::ffff:1.2.3.4]', 200],
    ['[::FFFF:1.2.3.4]:99', 200],
    ['evil.example', 403],
    ['[::1', 400],
    ['[::ffff:1.2.3.4]:99999', 400],
    ['localhost:99999', 400],
    ['localhost@evil.example', 400],
    ['localhost/x', 400],
    ['127.1', 400],
    ['', 400],
  ])('is the same to HTTP and to sockets: %s', async (host, status) => {
    const { ask } = await serve();
    const byHttp = await ask(`GET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    expect(byHttp?.status).toBe(status);
    expect(byHttp?.body).toMatch(status === 200 ? /^\{"status":/ : /^\{"error":\{"code":/);
    const client = await RawConnection.open((await serve()).url);
    await client.say(`GET /api/ws HTTP/1.1\r\nHost: ${host}\r\n${handshake}\r\n`);
    while (!client.rest.includes('\r\n\r\n')) {
      await new Promise((resolve) => client.socket.once('data', resolve));
    }
    // A socket of a foreign name is opened to be closed with the reason, which a page can read.
    expect(client.rest.startsWith(`HTTP/1.1 ${status === 400 ? 400 : 101}`)).toBe(true);
    client.reset();
  });
});

describe('a page that may call', () => {
  it.each(['https://APP.example', 'https://app.example'])(
    'is told so whatever the case of its host: %s',
    async (origin) => {
      const { url } = await serve({ origins: ['https://App.Example/'] });
      const answer = await fetch(`${url}/api/model`, { headers: { origin } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
        200,
        origin,
      ]);
      const preflight = await fetch(`${url}/api/chat`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    },
  );
});
