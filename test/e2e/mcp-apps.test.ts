import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { sandboxResponse } from 'rivulet/mcp-apps/sandbox';
import { buildPage } from '../bench/build-page.ts';
import { eventually } from '../eventually.ts';
import { launchBrowser } from './demo-page.ts';
import { escapes, harmless, type Escape } from './mcp-apps/escapes.ts';

let browser: Browser;
let script = '';
let site: Server;
let canary: Server;
let context: BrowserContext;
let page: Page;
/** What came to the server that nobody may ask, and what else left the page. */
let leaks: string[] = [];

const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; frame-src 'self'";

beforeAll(async () => {
  [browser, script] = await Promise.all([
    launchBrowser(),
    buildPage(new URL('mcp-apps/page.tsx', import.meta.url)),
  ]);
  canary = createServer((request, response) => {
    leaks.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.end('<title>taken</title>');
  });
  site = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/sandbox') {
      const served = sandboxResponse(new Request(url));
      response.writeHead(200, Object.fromEntries(served.headers));
      void served.text().then((text) => response.end(text));
      return;
    }
    if (url.pathname === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
      return;
    }
    response.writeHead(url.pathname === '/' ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...(url.searchParams.has('strict') && { 'content-security-policy': strictPolicy }),
    });
    response.end('<!doctype html><title>Host</title><body><script src="/page.js"></script>');
  });
  await Promise.all([listen(canary), listen(site)]);
});
afterAll(async () => {
  await browser.close();
  site.close();
  canary.close();
});

beforeEach(async () => {
  leaks = [];
  context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  page = await context.newPage();
  page.on('dialog', (dialog) => {
    leaks.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
});
afterEach(() => context.close());

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const asked = (): Promise<string[]> => page.evaluate(() => window.asked);

/** A page that greets its host and shows what it hears, without any library. */
const greeter = `<body style="margin:0"><p id="heard"></p><script>
const send = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
const heard = [];
addEventListener('message', ({ data }) => {
  if (data.id === 'hello') {
    heard.push('protocol ' + data.result.protocolVersion + ' ' + data.result.hostContext.theme);
    send({ method: 'ui/notifications/initialized' });
    send({ method: 'ui/notifications/size-changed', params: { height: 222 } });
  } else if (data.id) heard.push(data.id + ' ' + JSON.stringify(data.result ?? data.error));
  else heard.push(data.method.split('/').at(-1) + ' ' + JSON.stringify(data.params));
  document.getElementById('heard').textContent = heard.join(' | ');
});
send({ id: 'hello', method: 'ui/initialize', params: {} });
</script><button onclick="send({ id: 'link', method: 'ui/open-link', params: { url: 'https://example.org/?q=1' } })">Link</button>
<button onclick="send({ id: 'call', method: 'tools/call', params: { name: 'refresh', arguments: { now: true } } })">Call</button>
<button onclick="send({ id: 'full', method: 'ui/request-display-mode', params: { mode: 'fullscreen' } })">Full</button>
<button onclick="send({ method: 'ui/notifications/request-teardown' })">Close</button>`;

const inApp = () => page.frameLocator('.rv-app iframe').frameLocator('iframe');

it.each([
  ['a page of its own', '/', undefined],
  ['a page with a strict policy, by a served sandbox', '/?strict', '/sandbox'],
])(
  'an app on %s greets its host, hears its call and does what it may',
  async (_, path, sandboxUrl) => {
    await page.goto(addressOf(site) + path);
    await page.evaluate((given) => window.show(given), {
      pages: { greeter },
      ...(sandboxUrl && { sandboxUrl }),
    });
    const heard = inApp().locator('#heard');
    await eventually(async () =>
      expect(await heard.textContent()).toBe(
        'protocol 2026-01-26 light | tool-input {"arguments":{"city":"Oslo"}} | ' +
          'tool-result {"content":[{"type":"text","text":"{\\"degrees\\":4}"}],"structuredContent":{"degrees":4}}',
      ),
    );
    await eventually(async () =>
      expect(await page.locator('.rv-app > iframe').getAttribute('height')).toBe('222'),
    );

    await inApp().getByRole('button', { name: 'Call' }).click();
    await eventually(async () => expect(await heard.textContent()).toContain('call {"content"'));
    expect(await asked()).toEqual(['callTool: {"name":"refresh","arguments":{"now":true}}']);

    await inApp().getByRole('button', { name: 'Link' }).click();
    const question = page.getByRole('alert');
    await question.getByText('https://example.org/?q=1').waitFor();
    expect(await asked()).toHaveLength(1);
    await question.getByRole('button', { name: 'Do not open' }).click();
    await eventually(async () =>
      expect(await heard.textContent()).toContain('link {"isError":true}'),
    );
    await inApp().getByRole('button', { name: 'Link' }).click();
    await question.getByRole('button', { name: 'Open', exact: true }).click();
    await eventually(async () => expect(await heard.textContent()).toContain('link {}'));
    expect(await asked()).toContain('onOpenLink: {"url":"https://example.org/?q=1"}');

    await inApp().getByRole('button', { name: 'Full' }).click();
    const leave = page.getByRole('button', { name: 'Leave full screen' });
    await leave.waitFor();
    const box = await page.locator('.rv-app').boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 900, height: 700 });
    await leave.click();
    await eventually(async () =>
      expect(await heard.textContent()).toMatch(/host-context-changed \{"displayMode":"inline"/),
    );

    await inApp().getByRole('button', { name: 'Close' }).click();
    await page.getByText('greeter has been closed.').waitFor();
    await page.getByRole('button', { name: 'Open again' }).click();
    await eventually(async () => expect(await heard.textContent()).toContain('tool-result'));
  },
);

it('hears the input while it streams, and never less of it again', async () => {
  await page.goto(addressOf(site));
  const show = (part: object) =>
    page.evaluate((given) => window.show(given), { pages: { greeter }, part });
  const heard = inApp().locator('#heard');
  // Each is waited for: what is shown twice within one frame is told once, as its last.
  for (const city of ['O', 'Os', 'Osl', 'Oslo', 'Oslo']) {
    await show({ state: 'input-streaming', input: { city }, output: undefined });
    await eventually(async () => expect(await heard.textContent()).toContain(`"city":"${city}"`));
  }
  await show({ state: 'input-available', output: undefined });
  await eventually(async () => expect(await heard.textContent()).toMatch(/tool-input /));
  await show({ state: 'output-error', errorText: 'No weather', output: undefined });
  await eventually(async () => expect(await heard.textContent()).toContain('No weather'));
  const cities = [
    ...((await heard.textContent()) ?? '').matchAll(/(tool-\S+) .*?(?:"city":"(\w+)"|isError)/g),
  ];
  expect(cities.map(([, name, city]) => `${name} ${city ?? ''}`.trim())).toEqual([
    'tool-input-partial O',
    'tool-input-partial Os',
    'tool-input-partial Osl',
    'tool-input-partial Oslo',
    'tool-input Oslo',
    'tool-result',
  ]);
});

/** Shows hostile pages, waits until a clock in one more sandbox has run out, and says what got out. */
async function attack(batch: readonly Escape[], options: object): Promise<string[]> {
  const pages = Object.fromEntries(batch.map(({ html }, index) => [`app-${index}`, html]));
  await page.evaluate((given) => window.show(given), { pages, ...options });
  const clock = `<script>setTimeout(() => parent.postMessage({ jsonrpc: '2.0', method: 'notifications/message', params: 'time' }, '*'), 700)</script>`;
  await page.evaluate((given) => window.show(given), { pages: { ...pages, clock }, ...options });
  await eventually(async () => expect(await asked()).toContain('onLog: "time"'));
  const state = await page.evaluate(() => ({
    title: document.title,
    url: location.pathname,
    stored: `${localStorage.length}${document.cookie}`,
    asked: window.asked.filter((line) => line !== 'onLog: "time"'),
    most: Math.max(...[...document.querySelectorAll('.rv-app')].map((app) => app.clientHeight)),
    full: document.fullscreenElement?.localName,
  }));
  const calm = { title: 'Host', url: '/', stored: '0', asked: [], full: undefined };
  const { most, ...rest } = state;
  if (JSON.stringify(rest) !== JSON.stringify(calm)) leaks.push(JSON.stringify(rest));
  if (most > 660) leaks.push(`an app of ${most} px`);
  if (context.pages().length > 1) leaks.push('a window');
  return leaks;
}

it.each([
  ['written into the page', {}],
  ['served', { sandboxUrl: '/sandbox' }],
])('nothing gets out of a sandbox that is %s', async (_, options) => {
  const all = escapes(addressOf(canary));
  expect(all.length).toBeGreaterThan(350);
  for (let at = 0; at < all.length; at += 32) {
    await page.goto(addressOf(site));
    const batch = all.slice(at, at + 32);
    expect({ got: await attack(batch, options), from: batch[0]?.script }).toMatchObject({
      got: [],
    });
  }
});

it('the scripts do run, and would get out of a frame without a sandbox', async () => {
  await page.goto(addressOf(site));
  const ran = harmless().map(({ html }, index) => [`app-${index}`, html] as const);
  await page.evaluate((given) => window.show(given), { pages: Object.fromEntries(ran) });
  // The third way asks from a frame in the frame, which nobody hears: that it runs is seen below.
  await eventually(async () =>
    expect(await asked()).toEqual(Array(2).fill('onMessage: {"content":["ran"]}')),
  );
  // Those that ask the network come first.
  const all = escapes(addressOf(canary));
  await page.evaluate(
    (pages) => {
      for (const html of pages) {
        const frame = document.createElement('iframe');
        frame.srcdoc = html;
        document.body.append(frame);
      }
    },
    all.slice(0, 153).map(({ html }) => html),
  );
  for (const way of [0, 1, 2]) {
    await eventually(() => {
      const out = new Set(leaks.filter((leak) => leak.endsWith(`-${way}`)));
      expect(out.size).toBeGreaterThan(15);
    });
  }
});
