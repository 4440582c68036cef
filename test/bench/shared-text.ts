// Twenty people in one text, two of them in Chromium: how long an edit takes from one who types to the other's screen (bar: p99 100 ms).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import { WebSocket } from 'ws';
import { createDocuments } from '../../src/server/documents/create-documents.ts';
import { memoryDocuments } from '../../src/server/documents/memory-documents.ts';
import { attachDocuments } from '../../src/server/node/attach-documents.ts';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';
import { launchBrowser } from '../e2e/demo-page.ts';
import { buildPage } from './build-page.ts';

const people = 18;
const editsPerSecond = 5;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 20);

/** Prints how long edits take, with CodeMirror at 1 MB and with the field at 100 KB. */
export async function benchSharedText(): Promise<void> {
  const script = await buildPage(new URL('shared-text-app.tsx', import.meta.url));
  const browser = await launchBrowser();
  try {
    await measure(browser, script, { size: 1_000_000, hash: '#editor' });
    await measure(browser, script, { size: 100_000, hash: '#field' });
  } finally {
    await browser.close();
  }
}

async function measure(
  browser: Browser,
  script: string,
  { size, hash }: { readonly size: number; readonly hash: string },
): Promise<void> {
  const served = await serve(script);
  const join = () =>
    createSharedText({
      url: `${served.url}/api/documents`,
      document: 'bench',
      WebSocket: WebSocket as never,
    });
  const typists = Array.from({ length: people }, join);
  const [first] = typists;
  first?.edit({ at: 0, insert: 'A line of the text that is written by many.\n'.repeat(size / 44) });
  for (const typist of typists) typist.open();
  const pages = await Promise.all([browser.newPage(), browser.newPage()]);
  for (const page of pages) {
    await page.goto(`${served.url}/${hash}`);
    await page.waitForFunction((least) => {
      const { store } = globalThis as { store?: { sharedType: { length: number } } };
      return (store?.sharedType.length ?? 0) >= least;
    }, size * 0.9);
  }
  const before = process.memoryUsage().rss;
  const timers = typists.map((typist, index) =>
    setInterval(() => {
      const { length } = typist.sharedType;
      const at = Math.floor(Math.random() * length);
      // As many go as come, so that the text stays as large as it is.
      typist.edit({ at, delete: 15, insert: `<${Date.now()}>` });
      typist.setCursor(Math.floor((length * index) / people));
    }, 1000 / editsPerSecond),
  );
  await new Promise((resolve) => void setTimeout(resolve, seconds * 1000));
  for (const timer of timers) clearInterval(timer);
  const waits = await Promise.all(
    pages.map((page) => page.evaluate(() => (globalThis as never as { waits: number[] }).waits)),
  );
  const all = waits.flat().toSorted((one, other) => one - other);
  const at = (share: number) => all[Math.floor(all.length * share)] ?? Number.NaN;
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  console.log(
    `\n${hash} ${size / 1000} KB, ${people} who type ${editsPerSecond} times a second, 2 pages: ${all.length} edits on screen, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(0.9999)} ms; ${grown.toFixed(0)} MiB more after ${seconds} s`,
  );
  for (const page of pages) await page.close();
  for (const typist of typists) typist.close();
  await served.close();
}

async function serve(script: string) {
  const documents = createDocuments({ store: memoryDocuments(), admit: () => 'write' });
  const page = `<!doctype html><title>Bench</title><body><script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  });
  const sockets = await attachDocuments(server, documents);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await sockets.close();
      await documents.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
