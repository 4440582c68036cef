import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPage } from '../bench/build-page.ts';
import { launchBrowser } from '../e2e/demo-page.ts';
import type { Given } from '../e2e/mcp-apps/host-window.ts';
import { eventually } from '../eventually.ts';

const sdk = readFileSync(
  new URL('node_modules/@modelcontextprotocol/ext-apps/dist/src/app-with-deps.js', import.meta.url),
  'utf8',
);

/** An app on the official SDK: it writes all that it hears on its page, and asks for all that a host may do. */
const appPage = `<body><ol id="heard"></ol><script type="module">
const source = ${JSON.stringify(sdk).replaceAll('</', String.raw`<\/`)};
const { App } = await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
const note = (name) => (value) => {
  document.getElementById('heard').append(Object.assign(document.createElement('li'), {
    textContent: name + ' ' + JSON.stringify(value),
  }));
};
const app = new App({ name: 'Weather', version: '1.0.0' }, { availableDisplayModes: ['inline', 'fullscreen'] });
app.ontoolinput = note('input');
app.ontoolinputpartial = note('partial');
app.ontoolresult = note('result');
app.ontoolcancelled = note('cancelled');
app.onhostcontextchanged = note('context');
const ask = (name, asked) => asked.then(note(name), (error) => note(name)({ code: error.code }));
await app.connect();
note('host')(app.getHostContext());
note('can')(app.getHostCapabilities());
await ask('call', app.callServerTool({ name: 'refresh', arguments: { city: 'Oslo' } }));
await ask('denied', app.callServerTool({ name: 'delete', arguments: {} }));
await ask('read', app.readServerResource({ uri: 'ui://test/more' }));
await ask('message', app.sendMessage({ role: 'user', content: [{ type: 'text', text: 'Warmer?' }] }));
await ask('mode', app.requestDisplayMode({ mode: 'pip' }));
await app.sendLog({ level: 'info', data: 'done' });
</script>`;

let browser: Browser;
let page: Page;
const site = createServer();

beforeAll(async () => {
  const [started, script] = await Promise.all([
    launchBrowser(),
    buildPage(new URL('../e2e/mcp-apps/page.tsx', import.meta.url)),
  ]);
  browser = started;
  site.on('request', ({ url }, response) => {
    if (url === '/page.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script);
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Host</title><body><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve);
  });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

it('an app on the official SDK greets, hears its call and gets what the host allows', async () => {
  const show = (part: Given['part']) => {
    const given: Given = { pages: { weather: appPage }, ...(part && { part }) };
    return page.evaluate((all) => window.show(all), given);
  };
  await show({ state: 'input-streaming', input: { city: 'Os' }, output: undefined });
  const lines = page.frameLocator('.rv-app iframe').frameLocator('iframe').locator('#heard li');
  const heard = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      (await lines.allTextContents()).map((line) => {
        const at = line.indexOf(' ');
        return [line.slice(0, at), JSON.parse(line.slice(at)) as unknown] as const;
      }),
    );
  await eventually(async () =>
    expect(await page.evaluate(() => window.asked)).toContain(
      'onLog: {"level":"info","data":"done"}',
    ),
  );
  expect(await heard()).toMatchObject({
    host: { theme: 'light', displayMode: 'inline', platform: 'web' },
    can: { openLinks: {}, serverTools: {}, serverResources: {}, message: {}, logging: {} },
    partial: { arguments: { city: 'Os' } },
    call: { content: [{ type: 'text', text: 'done' }] },
    denied: { code: -32_602 },
    message: {},
    mode: { mode: 'inline' },
  });
  expect(await page.evaluate(() => window.asked)).toEqual(
    expect.arrayContaining([
      'callTool: {"name":"refresh","arguments":{"city":"Oslo"}}',
      'readResource: {"uri":"ui://test/more"}',
      'onMessage: {"content":[{"type":"text","text":"Warmer?"}]}',
    ]),
  );
  await show({ state: 'input-available', output: undefined });
  await show({
    output: { content: [{ type: 'text', text: 'Rain' }], structuredContent: { c: 4 } },
  });
  await eventually(async () =>
    expect(await heard()).toMatchObject({
      input: { arguments: { city: 'Oslo' } },
      result: { content: [{ type: 'text', text: 'Rain' }], structuredContent: { c: 4 } },
    }),
  );
});
