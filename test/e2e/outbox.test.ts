import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildPage } from '../bench/build-page.ts';
import { launchBrowser } from './demo-page.ts';

let browser: Browser;
let script = '';
let context: BrowserContext;
let server: Server;
let url = '';
/** What the server was asked; it answers whatever comes, so that a message that is sent twice is seen. */
let asked: { readonly runId: string; readonly texts: readonly string[] }[] = [];

beforeAll(async () => {
  [browser, script] = await Promise.all([
    launchBrowser(),
    buildPage(new URL('outbox-page.tsx', import.meta.url)),
  ]);
});
afterAll(() => browser.close());

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    if (request.method !== 'POST') {
      const isPage = request.url === '/';
      response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html><title>Outbox</title><body><script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`,
      );
      return;
    }
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { messages } = JSON.parse(body) as { messages: { parts: { text?: string }[] }[] };
      const texts = messages.flatMap(({ parts }) => parts.map(({ text = '' }) => text));
      asked.push({ runId: String(request.headers['idempotency-key']), texts });
      const events = [
        { type: 'start' },
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: `answer ${asked.length}` },
        { type: 'text-end', id: '1' },
        { type: 'finish' },
      ].map((event) => `data: ${JSON.stringify(event)}\n\n`);
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'x-vercel-ai-ui-message-stream': 'v1',
      });
      response.end(`${events.join('')}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  context = await browser.newContext();
});

afterEach(async () => {
  await context.close();
  server.closeAllConnections();
  server.close();
});

async function openTab(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('textbox').waitFor();
  return page;
}

async function send(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
}

const waiting = (page: Page) => page.locator('.rv-pending');
const answers = (page: Page) => page.locator('[data-role="assistant"][data-end="complete"]');

it('sends what was written offline, once and in order, when the browser is online again', async () => {
  const page = await openTab();
  await context.setOffline(true);
  await send(page, 'one');
  await send(page, 'two');
  await waiting(page).nth(1).waitFor();
  expect(asked).toEqual([]);
  await context.setOffline(false);
  await answers(page).nth(1).waitFor();
  expect(await waiting(page).count()).toBe(0);
  expect(asked.map(({ texts }) => texts)).toEqual([['one'], ['one', 'answer 1', 'two']]);
});

it('sends after a reload what was written offline before it', async () => {
  const page = await openTab();
  await context.setOffline(true);
  await send(page, 'one');
  await waiting(page).first().waitFor();
  // The next page finds only what was stored: this one is gone before the connection is back.
  await page.close();
  await context.setOffline(false);
  const next = await openTab();
  await answers(next).first().waitFor();
  expect(asked.map(({ texts }) => texts)).toEqual([['one']]);
});

it('sends once from two tabs that show the same waiting message', async () => {
  const tabs = [await openTab(), await openTab()];
  await context.setOffline(true);
  for (const [index, page] of tabs.entries()) await send(page, `from tab ${index}`);
  for (const page of tabs) await waiting(page).nth(1).waitFor();
  await context.setOffline(false);
  for (const page of tabs) await answers(page).nth(1).waitFor();
  expect(asked).toHaveLength(2);
  expect(new Set(asked.map(({ runId }) => runId)).size).toBe(2);
  for (const page of tabs) expect(await waiting(page).count()).toBe(0);
});

it('keeps what a dead server did not take, says so, and sends it when its user asks', async () => {
  const page = await openTab();
  let isDead = true;
  await page.route('**/chat', (route) => (isDead ? route.abort() : route.continue()));
  await send(page, 'one');
  await page.locator('.rv-pending[data-status="error"]').waitFor();
  expect(asked).toEqual([]);
  isDead = false;
  await waiting(page).getByRole('button', { name: 'Send now' }).click();
  await answers(page).first().waitFor();
  expect(asked).toHaveLength(1);
});
