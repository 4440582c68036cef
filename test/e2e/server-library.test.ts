import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createChatServer, type AnswerEnd, type ChatServer } from 'rivulet/server';
import { toNodeListener } from 'rivulet/server/node';
import { buildPage } from '../bench/build-page.ts';
import { eventually } from '../eventually.ts';
import { launchBrowser } from './demo-page.ts';

let browser: Browser;
let script = '';
let context: BrowserContext;
let server: Server;
let chat: ChatServer;
let url = '';
let calls = 0;
let stopped = 0;
let ends: AnswerEnd[] = [];
let words = 120;

beforeAll(async () => {
  [browser, script] = await Promise.all([
    launchBrowser(),
    buildPage(new URL('library-page.tsx', import.meta.url)),
  ]);
});
afterAll(() => browser.close());

beforeEach(async () => {
  [calls, stopped, ends, words] = [0, 0, [], 120];
  chat = createChatServer({
    async *answer({ signal }) {
      calls++;
      signal.addEventListener('abort', () => stopped++);
      for (let word = 1; word <= words && !signal.aborted; word++) {
        yield `word${word} `;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    onEnd: (end) => void ends.push(end),
  });
  const listener = toNodeListener(chat);
  server = createServer((request, response) => {
    if (request.url?.startsWith('/api/')) return listener(request, response);
    const isPage = request.url === '/';
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><title>Library</title><body><script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`,
    );
    return undefined;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  context = await browser.newContext();
});

afterEach(async () => {
  await context.close();
  await chat.close();
  server.closeAllConnections();
  server.close();
});

const answerOf = (page: Page) => page.locator('[data-role="assistant"]').last();

async function ask(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  const field = page.getByRole('textbox');
  await field.fill('Hi');
  await field.press('Enter');
  await answerOf(page).getByText('word3').waitFor();
  return page;
}

async function whole(page: Page): Promise<string> {
  const answer = page.locator('[data-role="assistant"][data-end]').last();
  await answer.waitFor();
  expect(await answer.getAttribute('data-end')).toBe('complete');
  return answer.innerText();
}

it('goes on with the same message after a reload in mid-answer, and asks the model once', async () => {
  const page = await ask();
  await page.reload();
  expect(await whole(page)).toContain(`word${words}`);
  expect(await page.locator('[data-role="assistant"]').count()).toBe(1);
  const all = Array.from({ length: words }, (_, word) => `word${word + 1}`).join(' ');
  expect((await answerOf(page).innerText()).replace(/\s+/g, ' ')).toContain(all);
  expect([calls, stopped]).toEqual([1, 0]);
});

it('goes on writing for a page that was closed, and tells the app of the end', async () => {
  const page = await ask();
  await page.close();
  await eventually(() => expect(ends).toHaveLength(1));
  expect(ends[0]).toMatchObject({ end: 'complete', chatId: expect.any(String) as string });
  const later = await context.newPage();
  await later.goto(url);
  expect(await whole(later)).toContain(`word${words}`);
  expect(calls).toBe(1);
});

it('stops the model from another tab, and both show that it was stopped', async () => {
  words = 10_000;
  const page = await ask();
  const other = await context.newPage();
  await other.goto(url);
  await answerOf(other).getByText('word3').waitFor();
  await other.getByRole('button', { name: 'Stop' }).click();
  await eventually(() => expect(stopped).toBe(1));
  for (const tab of [page, other]) {
    await tab.locator('[data-role="assistant"][data-end="aborted"]').waitFor();
  }
  expect(ends).toMatchObject([{ end: 'aborted' }]);
});

it('keeps a stranger out, who knows the name of the run', async () => {
  const page = await ask();
  await whole(page);
  const run = ends[0]?.runId ?? '';
  expect(run).not.toBe('');
  const stranger = await browser.newContext();
  try {
    const opened = await stranger.newPage();
    await opened.goto(url);
    await opened.evaluate(() => fetch('/api/chat', { method: 'POST' }));
    const statusOf = (tab: Page) =>
      tab.evaluate(async (id) => (await fetch(`/api/runs/${id}`)).status, run);
    expect([await statusOf(opened), await statusOf(page)]).toEqual([404, 200]);
  } finally {
    await stranger.close();
  }
});
