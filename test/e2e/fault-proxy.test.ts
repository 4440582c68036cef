import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DemoPage, launchBrowser } from './demo-page.ts';
import { startDemo, type DemoProcess } from './demo-process.ts';
import { startFaultProxy, type FaultProxy, type ProxyFault } from './fault-proxy.ts';

// The scripted engine repeats the question, which makes its answer long enough for several cuts.
const question = `Does the answer survive ${'all that a network does to it, '.repeat(5)}and more?`;
const html = '<!doctype html><html><title>Bad gateway</title></html>';
const type = 'content-type: text/html';

let browser: Browser;
let server: DemoProcess;
let whole: string;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startDemo(['--pace', '40', '--parallel', '16'], 0, { RIVULET_ENGINE: 'scripted' });
  const demo = await DemoPage.open(browser, server.url);
  await demo.ask(question);
  await demo.waitForEnd('complete');
  whole = await demo.answerText();
  await demo.page.context().close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(
  faults: readonly (ProxyFault | undefined)[],
  atEnd: (close: () => Promise<void>) => void = onTestFinished,
): Promise<{ demo: DemoPage; proxy: FaultProxy }> {
  const proxy = await startFaultProxy(server.port, faults);
  const demo = await DemoPage.open(browser, proxy.url);
  atEnd(async () => {
    await demo.page.context().close();
    await proxy.close();
  });
  return { demo, proxy };
}

/** Expects that the page shows and keeps what the server has, to the last character. */
async function expectWhole(demo: DemoPage, proxy: FaultProxy): Promise<void> {
  await demo.waitForEnd('complete');
  expect(await demo.answerText()).toBe(whole);
  const [kept, known] = await demo.page.evaluate(async (run) => {
    interface Message {
      readonly parts: readonly { readonly text?: string }[];
    }
    const textOf = (message?: Message) => message?.parts.map(({ text }) => text ?? '').join('');
    const key = Object.keys(localStorage).find((name) => name.startsWith('rivulet:')) ?? '';
    const chat = JSON.parse(localStorage.getItem(key) ?? '{}') as { messages: Message[] };
    const snapshot = (await (await fetch(`/api/runs/${run}`)).json()) as { message: Message };
    return [textOf(chat.messages.at(-1)), textOf(snapshot.message)];
  }, proxy.run());
  expect(kept).toContain('Does the answer survive');
  expect(kept).toBe(known);
}

describe('a page behind a bad network', () => {
  it.concurrent.for<[what: string, faults: ProxyFault[], connections: number]>([
    [
      'connections that are reset',
      [
        { kind: 'reset', after: 1500 },
        { kind: 'reset', after: 900 },
        { kind: 'reset', after: 0 },
      ],
      4,
    ],
    [
      'connections that are closed',
      [
        { kind: 'fin', after: 1500 },
        { kind: 'fin', after: 900 },
      ],
      3,
    ],
    [
      'answers that end as if they were whole',
      [
        { kind: 'end', after: 1500 },
        { kind: 'end', after: 900 },
      ],
      3,
    ],
    ['delay', [{ kind: 'delay', ms: 30 }], 1],
    ['a narrow line', [{ kind: 'throttle', bytesPerSecond: 12_000 }], 1],
    ['bytes that come one by one', [{ kind: 'slice' }], 1],
    [
      'replays that overlap',
      [
        { kind: 'reset', after: 1500 },
        { kind: 'overlap', events: 7 },
      ],
      2,
    ],
    [
      'a server that is busy',
      [
        { kind: 'answer', head: '503 Service Unavailable\r\nretry-after: 0', body: '' },
        { kind: 'reset', after: 1500 },
        { kind: 'answer', head: '429 Too Many Requests\r\nretry-after-ms: 200', body: '' },
        { kind: 'answer', head: '503 Service Unavailable\r\nretry-after: 1', body: '' },
      ],
      5,
    ],
    [
      'a gateway with a page of its own',
      [
        { kind: 'answer', head: `502 Bad Gateway\r\n${type}`, body: html },
        { kind: 'reset', after: 1500 },
        { kind: 'answer', head: `502 Bad Gateway\r\n${type}`, body: html },
        { kind: 'answer', head: `200 OK\r\n${type}`, body: html },
      ],
      5,
    ],
  ])(
    'shows the whole answer, in spite of %s',
    async ([, faults, connections], { onTestFinished: atEnd }) => {
      const { demo, proxy } = await open(faults, atEnd);
      await demo.ask(question);
      await expectWhole(demo, proxy);
      expect(proxy.streams).toHaveLength(connections);
    },
  );

  it('shows the whole answer after a connection that died without a word', async () => {
    const { demo, proxy } = await open([{ kind: 'hole', after: 1500 }]);
    await demo.page.clock.install();
    await demo.ask(question);
    await demo.waitForText(20);
    // Three heartbeats of the server, which nobody has to wait for here.
    while (proxy.streams.length < 2) await demo.page.clock.fastForward(50_000);
    await expectWhole(demo, proxy);
    expect(proxy.streams).toHaveLength(2);
  });

  it('closes its connection when its tab is frozen, and shows the whole answer when it goes on', async () => {
    const { demo, proxy } = await open([]);
    await demo.ask(question);
    await demo.waitForText(20);
    // A headless Chromium freezes no tab; this is what a tab is told.
    await demo.page.evaluate(() => document.dispatchEvent(new Event('freeze')));
    await expectWhole(demo, proxy);
    expect(proxy.streams).toHaveLength(2);
  });

  it('shows the whole answer when its browser was offline meanwhile', async () => {
    const { demo, proxy } = await open([]);
    await demo.ask(question);
    await demo.waitForText(20);
    await demo.page.context().setOffline(true);
    proxy.cut();
    await demo.page
      .getByText(/offline|reconnecting/i)
      .first()
      .waitFor();
    const before = proxy.streams.length;
    await demo.page.context().setOffline(false);
    await expectWhole(demo, proxy);
    expect(proxy.streams.length - before).toBe(1);
  });

  it('says what came instead, and keeps the question, when the first answer is a page', async () => {
    const { demo, proxy } = await open([{ kind: 'answer', head: `200 OK\r\n${type}`, body: html }]);
    await demo.ask(question);
    await demo.page.getByText(/answered with text\/html/).waitFor();
    expect(await demo.input.inputValue()).toBe(question);
    await demo.input.press('Enter');
    await expectWhole(demo, proxy);
  });

  it('calls no answer whole whose server is gone for good', async () => {
    const gone: ProxyFault = { kind: 'answer', head: '404 Not Found', body: '' };
    const { demo } = await open([{ kind: 'end', after: 1500 }, gone]);
    await demo.ask(question);
    await demo.waitForEnd('truncated');
    expect(whole.startsWith((await demo.answerText()).trimEnd())).toBe(true);
  });
});
