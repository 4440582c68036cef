// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hangUp } from '../../../src/server/node/hang-up.ts';
import { takeUpgrades } from '../../../src/server/node/take-upgrades.ts';
import { chunked, framed, RawConnection } from '../../demo-server/raw-connection.ts';

const host = 'Host: 127.0.0.1\r\n';
const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n';
const webSocket = `${host}Connection: Upgrade\r\nUpgrade: websocket\r\n`;

/** Serves what it understood of each request, some of it late; WebSockets are told 404. */
async function serve(): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, url = '', headers } = request;
      const told = JSON.stringify({ method, url, body, upgrade: headers.upgrade });
      if (url.endsWith('late')) setTimeout(() => response.end(told), 5);
      else response.end(told);
    });
  });
  takeUpgrades(server, ({ socket }) => hangUp(socket, '404 Not Found'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Cuts a text at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index])).filter((piece) => piece);
}

const asked = fc.record({
  isPost: fc.boolean(),
  isChunked: fc.boolean(),
  isLate: fc.boolean(),
  body: fc.array(fc.string({ unit: fc.constantFrom('a', '\r', '\n', 'G'), maxLength: 40 })),
  upgrade: fc.constantFrom(
    '',
    h2c,
    'Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n',
    'connection: keep-alive, upgrade\r\nUPGRADE: foo/2, bar\r\n',
    'Connection: Upgrade\r\nUpgrade: h2c\r\nX-Note: Upgrade: websocket\r\n',
  ),
});

describe('a request for another protocol than WebSocket', () => {
  it('is answered over HTTP/1.1, with its body and all that comes behind it, however it is cut', async () => {
    const { url } = await serve();
    const requests = fc.array(asked, { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(requests, fc.array(fc.nat()), async (list, places) => {
      const text = list
        .map(({ isPost, isChunked, isLate, body, upgrade }, index) => {
          const end = isPost ? (isChunked ? chunked(body) : framed(body.join(''))) : '\r\n';
          const path = `/${index}${isLate ? 'late' : ''}`;
          return `${isPost ? 'POST' : 'GET'} ${path} HTTP/1.1\r\n${host}${upgrade}${end}`;
        })
        .join('');
      const client = await RawConnection.open(url);
      await client.say(...cut(text, places));
      for (const [index, { isPost, isLate, body }] of list.entries()) {
        const answer = await client.answer();
        expect(JSON.parse(answer?.body ?? '{}')).toEqual({
          method: isPost ? 'POST' : 'GET',
          url: `/${index}${isLate ? 'late' : ''}`,
          body: isPost ? body.join('') : '',
        });
      }
      client.reset();
      await client.closed;
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('keeps its other fields and options as they came', async () => {
    const server = createServer((request, response) => response.end(request.rawHeaders.join('|')));
    takeUpgrades(server, () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const port = (server.address() as AddressInfo).port;
    const client = await RawConnection.open(`http://127.0.0.1:${port}`);
    const fields = 'X-Twice: 1\r\nx-twice: 2\r\nX-Latin: \u00e9\r\n';
    await client.say(
      Buffer.from(
        `GET / HTTP/1.1\r\n${host}${fields}Connection: upgrade, close, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n`,
        'latin1',
      ),
    );
    const { body = '' } = (await client.answer()) ?? {};
    expect(Buffer.from(body, 'latin1').toString()).toBe(
      'Host|127.0.0.1|X-Twice|1|x-twice|2|X-Latin|\u00e9|Connection|close',
    );
    await client.closed;
  });

  it('leaves nothing on a connection that asks again and again', async () => {
    const { url, server } = await serve();
    const counts = new Set<number>();
    server.on('request', ({ socket }) => {
      counts.add(socket.listenerCount('timeout') + socket.listenerCount('error'));
    });
    const client = await RawConnection.open(url);
    for (let count = 0; count < 30; count++) {
      await client.say(`GET / HTTP/1.1\r\n${host}${h2c}\r\n`);
      expect(await client.answer()).toMatchObject({ status: 200 });
    }
    client.reset();
    expect(counts.size).toBe(1);
  });
});

describe('a request for a WebSocket', () => {
  it.each([
    `GET / HTTP/1.1\r\n${webSocket}\r\n`,
    `GET / HTTP/1.1\r\n${host}connection: keep-alive, Upgrade\r\nUPGRADE: h2c, WebSocket\r\n\r\n`,
  ])('is handed on: %s', async (text) => {
    const { url } = await serve();
    const client = await RawConnection.open(url);
    await client.say(text);
    expect(await client.answer()).toMatchObject({ status: 404, body: '' });
    await client.closed;
  });

  it.each([
    ['with a body', `GET / HTTP/1.1\r\n${webSocket}Content-Length: 2\r\n\r\nhi`],
    ['in chunks', `GET / HTTP/1.1\r\n${webSocket}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['of another method', `POST / HTTP/1.1\r\n${webSocket}Content-Length: 2\r\n\r\nhi`],
    ['over HTTP/1.0', `GET / HTTP/1.0\r\n${webSocket}\r\n`],
  ])('is none %s, and is answered as HTTP', async (_, text) => {
    const { url } = await serve();
    const client = await RawConnection.open(url);
    await client.say(text);
    expect(await client.answer()).toMatchObject({ status: 200 });
    client.reset();
  });

  it('is answered behind the requests before it', async () => {
    const { url } = await serve();
    const client = await RawConnection.open(url);
    await client.say(`GET /late HTTP/1.1\r\n${host}\r\nGET /ws HTTP/1.1\r\n${webSocket}\r\n`);
    expect(await client.answer()).toMatchObject({ status: 200 });
    expect(await client.answer()).toMatchObject({ status: 404 });
    await client.closed;
  });

  it('can be reset at any time without harm to the server', async () => {
    const { url } = await serve();
    // An error that nobody listens to fails the test run.
    for (let round = 0; round < 300; round++) {
      const client = await RawConnection.open(url);
      client.socket.write(`GET / HTTP/1.1\r\n${webSocket}\r\n${'x'.repeat((round % 3) * 30_000)}`);
      if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      client.reset();
    }
    expect((await fetch(url)).status).toBe(200);
  });

  it('is hung up on when it is refused, though its client stays', async () => {
    const { url, server } = await serve();
    const client = await RawConnection.open(url);
    const gone = new Promise((resolve) =>
      server.once('upgrade', (_, socket) => socket.once('close', resolve)),
    );
    await client.say(`GET / HTTP/1.1\r\n${webSocket}\r\n`);
    await gone;
    await client.closed;
    expect(await client.answer()).toMatchObject({ status: 404 });
  });
});
