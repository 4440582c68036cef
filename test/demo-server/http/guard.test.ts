// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { createApp, type AppOptions } from '../../../demo-server/http/app.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';

const page = mkdtempSync(join(tmpdir(), 'rivulet-page-'));
writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
mkdirSync(join(page, 'assets'));
writeFileSync(join(page, 'assets', 'main-1a2b.js'), 'export {};');
afterAll(() => rmSync(page, { recursive: true }));

function open(options: Partial<AppOptions> = {}) {
  const app = createApp({
    engine: new ScriptedEngine(),
    runs: new MemoryRunStore(),
    page,
    ...options,
  });
  return (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.request(path, { method, headers });
}

describe('the Host check', () => {
  it.each([
    'localhost',
    'localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '192.168.1.5',
    'app.localhost',
  ])('serves %s', async (host) => {
    expect((await open()('/api/model', { host })).status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', ''])(
    'refuses %j, also for the page',
    async (host) => {
      expect((await open()('/api/model', { host })).status).toBe(403);
      expect((await open()('/', { host })).status).toBe(403);
    },
  );

  it('serves a name that it was given', async () => {
    const request = open({ hosts: ['chat.example'] });
    expect((await request('/api/model', { host: 'Chat.Example:8080' })).status).toBe(200);
  });
});

describe('the Origin check', () => {
  const host = 'localhost:3000';

  it('lets its own page and tools in', async () => {
    expect((await open()('/api/model', { host, origin: 'http://localhost:3000' })).status).toBe(
      200,
    );
    expect((await open()('/api/model', { host })).status).toBe(200);
  });

  it.each([
    'http://evil.example',
    'http://localhost:5173',
    'null',
    'https://localhost:3000.evil.example',
  ])('refuses a page of %s', async (origin) => {
    const response = await open()('/api/chat', { host, origin }, 'POST');
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('refuses a request that the browser calls cross-site though it names no origin', async () => {
    expect((await open()('/api/model', { host, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('answers an allowed page with the CORS headers that resuming needs', async () => {
    const request = open({ origins: ['http://localhost:5173/'] });
    const origin = 'http://localhost:5173';
    const response = await request('/api/model', { host, origin });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-expose-headers')).toMatch(/x-run-id/i);
    const failed = await request('/api/runs/none', { host, origin });
    expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([
      404,
      origin,
    ]);
    const preflight = await request(
      '/api/chat',
      { host, origin, 'access-control-request-method': 'POST' },
      'OPTIONS',
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/last-event-id/i);
  });
});

describe('the key', () => {
  const request = open({ key: 'secret' });

  it('is asked for by the API and not by the page or the health check', async () => {
    const refused = await request('/api/model');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await request('/api/model', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await request('/')).status).toBe(200);
    expect((await request('/health')).status).toBe(200);
  });

  it('opens the API as a bearer', async () => {
    expect((await request('/api/model', { authorization: 'Bearer secret' })).status).toBe(200);
  });

  it('becomes a cookie when the page is opened with it, and leaves the address', async () => {
    const response = await request('/?key=secret');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^rivulet_key_80=\d+\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await request('/api/model', headers)).status).toBe(200);
    expect((await request('/?key=wrong')).headers.get('set-cookie')).toBeNull();
  });

  it('of two servers on one host is kept by one browser for both', async () => {
    const hosts = ['localhost:3001', 'localhost:3002'];
    const servers = hosts.map((host) => ({ host, ask: open({ key: `secret of ${host}` }) }));
    const cookies: string[] = [];
    for (const { host, ask } of servers) {
      const link = await ask(`/?key=${encodeURIComponent(`secret of ${host}`)}`, { host });
      cookies.push(link.headers.get('set-cookie')?.split(';')[0] ?? '');
    }
    for (const { host, ask } of servers) {
      const headers = { host, cookie: cookies.join('; ') };
      expect((await ask('/api/model', headers)).status).toBe(200);
    }
    expect(cookies.join()).not.toContain('secret');
  });

  it('is guessed at ten times in all, by whatever door, and then asks for patience', async () => {
    const app = open({ key: 'secret' });
    const guesses = [
      () => app('/api/model', { authorization: 'Bearer wrong' }),
      () => app('/v1/models', { authorization: 'Bearer wrong' }),
      () => app('/?key=wrong'),
      () => app('/anything?key=wrong'),
    ];
    const statuses: number[] = [];
    for (let count = 0; count < 10; count++) {
      statuses.push((await guesses[count % guesses.length]?.())?.status ?? 0);
    }
    expect(statuses).toEqual([401, 401, 200, 404, 401, 401, 200, 404, 401, 401]);
    const right = [
      await app('/api/model', { authorization: 'Bearer secret' }),
      await app('/v1/models', { authorization: 'Bearer secret' }),
      await app('/?key=secret'),
    ];
    expect(right.map(({ status }) => status)).toEqual([429, 429, 429]);
    expect(right.map(({ headers }) => Number(headers.get('retry-after')))).toEqual([10, 10, 10]);
    expect((await app('/')).status).toBe(200);
  });
});

describe('the page', () => {
  it('comes with a policy that allows no foreign script and no inline one', async () => {
    const response = await open()('/');
    expect(await response.text()).toContain('<title>page</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets the files under assets be kept for ever', async () => {
    const response = await open()('/assets/main-1a2b.js');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/%00',
    '/%',
    '/assets',
  ])('does not leave its folder for %s', async (path) => {
    expect((await open()(path)).status).toBe(404);
  });

  it('says how to build it when it is missing', async () => {
    const response = await open({ page: join(page, 'nowhere') })('/');
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/npm run demo/);
  });
});
