// A thousand model tokens a second over HTTP, through useStreamingChat and Chat, in real Chromium (bar: no task over 50 ms).
// The stylesheet is the built one: `npm run build` comes first.
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatMetrics } from '../../src/chat/state/chat-metrics.ts';
import { launchBrowser } from '../e2e/demo-page.ts';
import { buildPage } from './build-page.ts';

const tokensPerSecond = 1000;
const seconds = 10;

/** Streams answers of ten seconds and prints the tasks of the page's main thread that were too long. */
export async function benchPageStream(): Promise<void> {
  const server = await serve(await buildPage(new URL('page-stream-app.tsx', import.meta.url)));
  const { port } = server.address() as AddressInfo;
  const browser = await launchBrowser();
  console.log(`\nuseStreamingChat with Chat, ${tokensPerSecond} model tokens a second over HTTP`);
  try {
    for (let turn = 1; turn <= 3; turn += 1) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction(() => 'ended' in globalThis, undefined, { timeout: 60_000 });
      const { tasks, framesPassed, metrics, ended } = await page.evaluate(() => {
        const facts = globalThis as unknown as {
          tasks: number[];
          framesPassed: () => number;
          metrics: ChatMetrics;
          ended: string;
        };
        return { ...facts, framesPassed: facts.framesPassed() };
      });
      await page.close();
      console.log(
        [
          `answer ${turn} (${ended}): ${tasks.length} tasks over 50 ms`,
          `longest ${Math.max(0, ...tasks).toFixed(0)} ms`,
          `${(framesPassed / seconds).toFixed(0)} frames/s`,
          `receive to paint p95 ${metrics.receiveToPaintP95Ms?.toFixed(0)} ms`,
          `${metrics.tokensPerSecond?.toFixed(0)} tokens/s`,
        ].join(', '),
      );
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function serve(script: string): Promise<Server> {
  const styles = await readFile(new URL('../../dist/styles.css', import.meta.url), 'utf8');
  const page = `<!doctype html><title>Bench</title><style>${styles}</style><body><script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`;
  const server = createServer((request, response) => {
    if (request.method === 'POST') void stream(response);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** Ten milliseconds' worth of events at a time, each its own event, by the clock: a late timer sends more. */
async function stream(response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'x-vercel-ai-ui-message-stream': 'v1',
  });
  const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  send({ type: 'start' });
  send({ type: 'text-start', id: '1' });
  const started = performance.now();
  const tokens = answerTokens();
  for (let sent = 0; sent < tokens.length && !response.destroyed;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const due = Math.floor(((performance.now() - started) / 1000) * tokensPerSecond);
    for (; sent < Math.min(due, tokens.length); sent += 1) {
      send({ type: 'text-delta', id: '1', delta: tokens[sent] });
    }
  }
  send({ type: 'text-end', id: '1' });
  const usage = { outputTokens: tokens.length };
  send({ type: 'finish', finishReason: 'stop', messageMetadata: { usage } });
  response.end('data: [DONE]\n\n');
}

function answerTokens(): string[] {
  let text = '';
  for (let section = 1; text.length < tokensPerSecond * seconds * 6; section += 1) {
    text += sectionOf(section);
  }
  const tokens = text.match(/ ?[\p{L}\p{N}]{1,6}|\s|[^\s\p{L}\p{N}]{1,3}/gu) ?? [];
  return tokens.slice(0, tokensPerSecond * seconds);
}

function sectionOf(number: number): string {
  return `## Section ${number}

Some **bold**, some *slanted* and some \`inline code\`, with [a link](https://example.com/${number}) in the middle of a
sentence that goes on for a while, as the sentences of a model do, and then comes to its end.

- first of the list, with \`code\`
- second of the list
  1. and one inside
  2. and another

\`\`\`ts
export function section${number}(input: readonly string[]): number {
  // Counts what is longer than the number of the section.
  return input.filter(({ length }) => length > ${number}).length;
}
\`\`\`

| name | value | note |
| :--- | ----: | ---- |
| one  | ${number} | first |
| two  | ${number * 2} | second |

> A quotation, and what it says.

`;
}
