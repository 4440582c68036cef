// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { createApp } from '../../../demo-server/http/app.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';

const script = 'export const answer = 42;\n'.repeat(200);

function open() {
  const page = mkdtempSync(join(tmpdir(), 'rivulet-page-'));
  onTestFinished(() => rmSync(page, { recursive: true }));
  mkdirSync(join(page, 'assets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(join(page, 'assets', 'main.js'), script);
  writeFileSync(join(page, 'icon.png'), Buffer.from([1, 2, 3]));
  const app = createApp({ engine: new ScriptedEngine(), runs: new MemoryRunStore(), page });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.request(path, { headers: { host: 'localhost', ...headers }, method });
  return { page, get };
}

const unpack: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  none: (bytes) => bytes,
};

describe('a file of the page', () => {
  it.each([
    [undefined, 'none'],
    ['', 'none'],
    ['identity', 'none'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP;q=1.0, br;q=0', 'gzip'],
    ['br;q=0, gzip;q=0.000', 'none'],
    ['*', 'br'],
    ['*;q=0', 'none'],
    ['br;q=0, *', 'gzip'],
  ])('is packed as Accept-Encoding asks: %s', async (accepted, packed) => {
    const { get } = open();
    const answer = await get(
      '/assets/main.js',
      accepted === undefined ? {} : { 'accept-encoding': accepted },
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-encoding') ?? 'none').toBe(packed);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(unpack[packed]?.(bytes).toString()).toBe(script);
    expect(bytes.length < script.length / 5).toBe(packed !== 'none');
  });

  it('is not sent to a client that has it', async () => {
    const { get } = open();
    for (const accepted of ['', 'gzip', 'br']) {
      for (const path of ['/', '/assets/main.js', '/icon.png']) {
        const headers = { 'accept-encoding': accepted };
        const first = await get(path, headers);
        const etag = first.headers.get('etag') ?? '';
        expect(etag).toMatch(/^"[\w-]{22}(?:-br|-gzip)?"$/);
        for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
          const second = await get(path, { ...headers, 'if-none-match': known });
          expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([
            304,
            '',
            etag,
          ]);
          expect(second.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
        }
        const other = await get(path, { ...headers, 'if-none-match': '"other"' });
        expect(other.status).toBe(200);
      }
    }
  });

  it('has a name of its own for each way it is packed', async () => {
    const { get } = open();
    const tags = await Promise.all(
      ['', 'gzip', 'br'].map(async (accepted) =>
        (await get('/', { 'accept-encoding': accepted })).headers.get('etag'),
      ),
    );
    expect(new Set(tags).size).toBe(3);
  });

  it('is sent anew once it has changed, and is gone once it has gone', async () => {
    const { get, page } = open();
    const before = await get('/');
    writeFileSync(join(page, 'index.html'), '<!doctype html><title>Another page</title>');
    const after = await get('/', { 'if-none-match': before.headers.get('etag') ?? '' });
    expect([after.status, await after.text()]).toEqual([200, expect.stringContaining('Another')]);
    rmSync(join(page, 'icon.png'));
    expect((await get('/icon.png')).status).toBe(404);
    expect((await get('/assets')).status).toBe(404);
  });

  it('is not packed where that does not make it smaller', async () => {
    const answer = await open().get('/icon.png', { 'accept-encoding': 'br, gzip' });
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('has its head without its body', async () => {
    const { get } = open();
    const answer = await get('/assets/main.js', { 'accept-encoding': 'br' }, 'HEAD');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('content-encoding')).toBe('br');
  });
});
