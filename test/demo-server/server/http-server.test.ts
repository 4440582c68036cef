// @vitest-environment node
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createHttpServer,
  type HttpServerLimits,
} from '../../../demo-server/server/http-server.ts';
import { noObserver, type Refusal } from '../../../demo-server/server/observer.ts';
import { RawConnection } from '../raw-connection.ts';

/** Serves a text to those who ask, and to `/half` the half of one. */
async function serve(limits: HttpServerLimits = {}) {
  const refused: Refusal[] = [];
  const observer = { ...noObserver, refused: (refusal: Refusal) => void refused.push(refusal) };
  const { server, answers } = createHttpServer(
    (request, response) => {
      if (request.url === '/half') response.write('half');
      else request.resume().on('end', () => response.end('whole'));
    },
    observer,
    limits,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, server, answers, refused, reasons: () => refused.map(({ reason }) => reason) };
}

const isLoopback = (address: string): boolean => address === '127.0.0.1';
const impatient = { headersTimeoutMs: 50, requestTimeoutMs: 100, lookMs: 20 };

describe('the server below the app', () => {
  it.each([
    ['says nothing', '', 408, 'timeout'],
    ['never ends its head', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n', 408, 'timeout'],
    [
      'never ends its body',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc',
      408,
      'timeout',
    ],
    [
      'never ends its chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
      408,
      'timeout',
    ],
    ['talks nonsense', '\u0000\u0001\u0002 nonsense\r\n\r\n', 400, 'bad-request'],
    [
      'speaks TLS',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
      400,
      'bad-request',
    ],
    ['names a method that there is not', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'bad-request'],
    [
      'sends a wrong chunk',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
      400,
      'bad-request',
    ],
    [
      'gives two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'bad-request',
    ],
    [
      'sends a head of 100 KB',
      `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'b'.repeat(100_000)}\r\n\r\n`,
      431,
      'too-large',
    ],
    ['asks for a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 405, 'bad-request'],
  ])('answers a client that %s, and hangs up', async (_, text, status, code) => {
    const { url, refused } = await serve(impatient);
    const client = await RawConnection.open(url);
    await client.say(Buffer.from(text, 'latin1'));
    const answer = await client.answer();
    expect([answer?.status, JSON.parse(answer?.body ?? '')]).toMatchObject([
      status,
      { error: { code } },
    ]);
    await client.closed;
    expect(refused).toMatchObject([{ door: 'http', reason: code, status, address: '127.0.0.1' }]);
  });

  it('cuts a connection on which an answer is half written, rather than write another into it', async () => {
    const { url, reasons } = await serve();
    const client = await RawConnection.open(url);
    await client.say('GET /half HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!client.rest.includes('half')) {
      await new Promise((resolve) => client.socket.once('data', resolve));
    }
    await client.say('nonsense\r\n\r\n');
    await client.closed;
    expect(client.rest).not.toMatch(/400/);
    expect(reasons()).toEqual([]);
  });

  it('lives through resets at any place of a request', async () => {
    const { url } = await serve();
    const text = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789';
    for (let length = 0; length < text.length; length++) {
      const client = await RawConnection.open(url);
      await client.say(text.slice(0, length));
      client.reset();
    }
    expect(await (await fetch(url)).text()).toBe('whole');
  });

  it('drops the connections that are too many, of all and of one address', async () => {
    for (const limits of [{ maxConnections: 3 }, { maxPerAddress: 3 }]) {
      const { url, reasons } = await serve(limits);
      const open = [];
      for (let count = 0; count < 5; count++) open.push(await RawConnection.open(url));
      await open[3]?.closed;
      await open[4]?.closed;
      expect(reasons()).toEqual(['too-many-connections', 'too-many-connections']);
      await open[0]?.say('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      expect(await open[0]?.answer()).toMatchObject({ status: 200 });
      for (const client of open) client.reset();
      await expect.poll(async () => (await fetch(url).catch(() => undefined))?.status).toBe(200);
    }
  });

  it('does not count a proxy as one client', async () => {
    const { url, reasons } = await serve({ maxPerAddress: 1, isShared: isLoopback });
    const open = await Promise.all([RawConnection.open(url), RawConnection.open(url)]);
    for (const client of open) {
      await client.say('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      expect(await client.answer()).toMatchObject({ status: 200 });
      client.reset();
    }
    expect(reasons()).toEqual([]);
  });

  it('knows when its answers are written', async () => {
    const { url, answers, server } = await serve();
    const client = await RawConnection.open(url);
    const asked = new Promise((resolve) => server.once('request', resolve));
    await client.say('GET /half HTTP/1.1\r\nHost: a\r\n\r\n');
    await asked;
    let isSettled = false;
    const settled = answers.settled().then(() => (isSettled = true));
    await fetch(url);
    expect(isSettled).toBe(false);
    client.reset();
    await settled;
    await answers.settled();
    expect(isSettled).toBe(true);
  });
});
