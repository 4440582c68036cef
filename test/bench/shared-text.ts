// Twenty people in one text, two of them in Chromium: how long an edit takes from one who types to the other's screen (bar: p99 100 ms).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Browser, CDPSession } from 'playwright';
import { WebSocket } from 'ws';
import { createDocuments } from '../../src/server/documents/create-documents.ts';
import { memoryDocuments } from '../../src/server/documents/memory-documents.ts';
import { attachDocuments } from '../../src/server/node/attach-documents.ts';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';
import { launchBrowser } from '../e2e/demo-page.ts';
import { buildPage } from './build-page.ts';

const people = Number(process.env['BENCH_PEOPLE'] ?? 18);
/** So many of them type where the pages look. */
const inView = 2;
const editsPerSecond = 5;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 20);

/** Prints how long edits take, with CodeMirror at 1 MB and with the field at 100 KB. */
export async function benchSharedText(): Promise<void> {
  const script = await buildPage(new URL('shared-text-app.tsx', import.meta.url));
  const browser = await launchBrowser();
  try {
    if (process.env['BENCH_ONLY'] !== 'field')
      await measure(browser, script, { size: 1_000_000, hash: '#editor' });
    await measure(browser, script, { size: 100_000, hash: '#field' });
  } finally {
    await browser.close();
  }
}

const at = (all: readonly number[], share: number) =>
  all.toSorted((one, other) => one - other)[Math.floor(all.length * share)] ?? Number.NaN;

const told = (all: readonly number[]) =>
  `${all.length} edits, p50 ${at(all, 0.5)} ms, p99 ${at(all, 0.99)} ms, most ${at(all, 0.9999)} ms`;

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
  const sessions = await Promise.all(pages.map((page) => page.context().newCDPSession(page)));
  const begun = await Promise.all(sessions.map(workOf));
  const cpu = process.cpuUsage();
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const timers = typists.map((typist, index) =>
    setInterval(() => {
      const { length } = typist.sharedType;
      // Two of them where both pages look, the others anywhere.
      const place = Math.floor(Math.random() * (index < inView ? 400 : length));
      // As many go as come, so that the text stays as large as it is.
      typist.edit({ at: place, delete: 15, insert: `${index < inView ? '<' : '«'}${Date.now()}>` });
      typist.setCursor(Math.floor((length * index) / people));
    }, 1000 / editsPerSecond),
  );
  await new Promise((resolve) => void setTimeout(resolve, seconds * 1000));
  for (const timer of timers) clearInterval(timer);
  const ended = await Promise.all(sessions.map(workOf));
  lag.disable();
  const spent = process.cpuUsage(cpu);
  const waits = await Promise.all(
    pages.map((page) => page.evaluate(() => (globalThis as never as { waits: Waits }).waits)),
  );
  const { seen, unseen, overwritten } = {
    seen: waits.flatMap((each) => each.seen),
    unseen: waits.flatMap((each) => each.unseen),
    overwritten: waits.flatMap((each) => each.overwritten),
  };
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  console.log(
    `\n${hash} ${size / 1000} KB, ${people} who type ${editsPerSecond} times a second, 2 pages. In view: ${told(seen)}; elsewhere: ${told(unseen)}; ${overwritten.length} typed into before they were painted; ${grown.toFixed(0)} MiB more after ${seconds} s`,
  );
  for (const [index, each] of ended.entries()) {
    const { seen: one = [], unseen: other = [] } = waits[index] ?? {};
    const length = one.length + other.length;
    const of = (name: keyof Work) =>
      `${name} ${(((each[name] - (begun[index]?.[name] ?? 0)) * 1000) / length).toFixed(2)}`;
    console.log(
      `  page ${index + 1}, ms of the main thread for each edit: ${workNames.map(of).join(', ')}; heap ${(each.JSHeapUsedSize / 2 ** 20).toFixed(0)} MiB (${((each.JSHeapUsedSize - (begun[index]?.JSHeapUsedSize ?? 0)) / 2 ** 20).toFixed(1)} more)`,
    );
  }
  console.log(
    `  server and typists in one process: ${((spent.user + spent.system) / 10_000 / seconds).toFixed(0)} % of a core, its loop late by p99 ${(lag.percentile(99) / 1e6).toFixed(0)} ms`,
  );
  for (const page of pages) await page.close();
  for (const typist of typists) typist.close();
  await served.close();
}

const workNames = [
  'TaskDuration',
  'ScriptDuration',
  'LayoutDuration',
  'RecalcStyleDuration',
] as const;
type Waits = Record<'seen' | 'unseen' | 'overwritten', number[]>;
type Work = Record<(typeof workNames)[number] | 'JSHeapUsedSize', number>;

/** What a page's main thread has done so far, in seconds. */
async function workOf(session: CDPSession): Promise<Work> {
  // Of the thread, as the time on the wall is also that of everything else on the machine.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value])) as Work;
}

const styles = readFileSync(new URL('../../src/styles/shared-text.css', import.meta.url), 'utf8');

async function serve(script: string) {
  const documents = createDocuments({ store: memoryDocuments(), admit: () => 'write' });
  const page = `<!doctype html><title>Bench</title><style>${styles}</style><body><script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`;
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
