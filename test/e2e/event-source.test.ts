import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SseDecoder } from '../../src/protocol/sse-decoder.ts';
import { chromiumLaunch } from '../chromium.ts';
import { edgeStreams } from '../protocol/edge-streams.ts';

interface Seen {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const stream = edgeStreams[Number(request.url?.slice(1))];
    response.setHeader('content-type', stream ? 'text/event-stream' : 'text/html');
    response.end(stream ?? '<!doctype html><title>streams</title>');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch(chromiumLaunch());
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

function decode(stream: Uint8Array): Seen[] {
  const decoder = new SseDecoder();
  const seen: Seen[] = [];
  // Byte by byte, so that an id of a frame without data shows in time.
  for (const byte of stream) {
    for (const { event, data } of decoder.push(Uint8Array.of(byte))) {
      seen.push({ event, data, id: decoder.lastEventId });
    }
  }
  return seen;
}

it("reads every edge stream as Chromium's own EventSource does", async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const ours = edgeStreams.map(decode);
  const names = ours.map((events) => [...new Set(events.map(({ event }) => event))]);
  const theirs = await page.evaluate(async (all) => {
    const read = (index: number, own: readonly string[]): Promise<Seen[]> =>
      new Promise((resolve) => {
        const source = new EventSource(`/${index}`);
        const seen: Seen[] = [];
        for (const name of new Set(['message', 'x', 'y', ...own])) {
          source.addEventListener(name, (event) => {
            if (event instanceof MessageEvent) {
              const { type, data, lastEventId } = event as MessageEvent<string>;
              seen.push({ event: type, data, id: lastEventId });
            }
          });
        }
        const finish = (): void => {
          source.close();
          resolve(seen);
        };
        // The end of the stream; an event may have this name too.
        source.addEventListener('error', (event) => {
          if (!(event instanceof MessageEvent)) finish();
        });
      });
    const results: Seen[][] = [];
    for (const [index, own] of all.entries()) results.push(await read(index, own));
    return results;
  }, names);
  for (const [index, events] of theirs.entries()) {
    expect({ index, events: ours[index] }).toEqual({ index, events });
  }
});
