import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from 'vite';
import { readmeSnippets } from '../readme-snippets.ts';
import { launchBrowser } from './demo-page.ts';
import { startDemo, type DemoProcess } from './demo-process.ts';
import { startOllama, type OllamaServer } from './ollama-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let browser: Browser;
let demo: DemoProcess;
let ollama: OllamaServer;
let site: Server;
let origin = '';
/** Those that run in a browser, by what they export or, where that is nothing, by what they import. */
let names: string[] = [];

// Each example runs as it stands, but for its ports, against what it names: the demo server behind the page's own origin
// and across origins, and Ollama's own list of headers.
beforeAll(async () => {
  site = createServer((incoming, response) => {
    const path = incoming.url ?? '/';
    if (/^\/(?:api|v1)\/|^\/agent$/.test(path)) return forward(incoming, response);
    const file = /^\/(assets|pages)\/[\w./-]+\.(?:js|css)$/.exec(path)?.[0];
    if (!file) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      const name = path.slice(1).split('?')[0] ?? '';
      return response.end(
        `<!doctype html><html lang="en"><title>Example</title><link rel="icon" href="data:,"><body><script>let asked = 0; globalThis.freshToken = async () => \`token-\${++asked}\`;</script><script type="module" src="/pages/${name}.js"></script></body></html>`,
      );
    }
    const type = file.endsWith('.js') ? 'text/javascript' : 'text/css';
    void readFile(join(folder, 'out', file)).then(
      (bytes) => response.writeHead(200, { 'content-type': type }).end(bytes),
      () => response.writeHead(404).end(),
    );
    return undefined;
  });
  site.on('upgrade', (incoming, socket) => {
    const upstream = connect(demo.port, '127.0.0.1', () => {
      const headers = Object.entries(headersOf(incoming)).map(
        ([name, value]) => `${name}: ${value}`,
      );
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      upstream.pipe(socket).pipe(upstream);
    });
    const end = () => [upstream, socket].forEach((side) => side.destroy());
    upstream.on('error', end);
    socket.on('error', end);
  });
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  [browser, demo, ollama] = await Promise.all([
    launchBrowser(),
    startDemo(['--pace', '0', '--allow-origin', origin]),
    startOllama(),
  ]);
  await bundle();
});

afterAll(async () => {
  site.closeAllConnections();
  site.close();
  ollama.close();
  await Promise.all([browser.close(), demo.stop(), rm(folder, { recursive: true, force: true })]);
});

async function bundle(): Promise<void> {
  const parent = join(root, 'node_modules', '.tmp');
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, 'examples-'));
  const mount = join(root, 'test/e2e/readme/mount.tsx');
  const input: Record<string, string> = {};
  for (const { code, language } of await readmeSnippets()) {
    if (/from '(?:node:|rivulet\/(?:(?:markdown\/)?server|mcp-apps\/sandbox))/.test(code)) continue;
    const [, exported] = /export (?:function|const) (\w+)/.exec(code) ?? [];
    const [, imported = ''] = /from 'rivulet\/(\w+)'/.exec(code) ?? [];
    const name = exported ?? imported;
    const ported = code
      .replace('http://127.0.0.1:3000', demo.url)
      .replace('http://localhost:11434', ollama.url);
    await writeFile(join(folder, `${name}-example.${language}`), `${ported}\nexport {};\n`);
    const entry = join(folder, `${name}.ts`);
    const lines = [
      `import * as example from './${name}-example.${language}';`,
      `import { mount } from '${mount}';`,
      `mount(example);`,
    ];
    await writeFile(entry, lines.join('\n'));
    input[name] = entry;
  }
  names = Object.keys(input);
  await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Under a test runner Vite would take the JSX of development.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: {
      alias: [
        { find: /^rivulet$/, replacement: join(root, 'src/index.ts') },
        { find: /^rivulet\/styles\.css$/, replacement: join(root, 'src/styles/styles.css') },
        { find: /^rivulet\/labels\/([\w-]+)$/, replacement: join(root, 'src/labels/$1.ts') },
        { find: /^rivulet\/([\w-]+(?:\/\w+)?)$/, replacement: join(root, 'src/$1/index.ts') },
        { find: /^mermaid$/, replacement: join(root, 'test/mermaid/tiny.ts') },
      ],
    },
    build: {
      outDir: join(folder, 'out'),
      target: 'es2022',
      rolldownOptions: { input, output: { entryFileNames: 'pages/[name].js' } },
    },
  });
}

/** The headers of a request as the demo server may see them: of its own page. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const { origin: _origin, ...rest } = headers;
  return { ...(rest as Record<string, string>), host: `127.0.0.1:${demo.port}` };
}

/** Hands a request on to the demo server, which is of the page's own origin then; `/v1/` does not take the first token. */
function forward(incoming: IncomingMessage, response: import('node:http').ServerResponse): void {
  const { method } = incoming;
  const path = (incoming.url ?? '').replace(/^\/agent$/, '/api/ag-ui');
  const { authorization, ...headers } = headersOf(incoming);
  if (path.startsWith('/v1/') && !/^Bearer token-[2-9]/.test(authorization ?? '')) {
    incoming.resume();
    response.writeHead(401).end();
    return;
  }
  const upstream = ask({ port: demo.port, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  response.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

/** Opens an example; `complaints` are what the console says is wrong. */
async function open(name: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The first token is to be refused.
    const isMeant = name === 'transport' && message.text().includes('401');
    if (['error', 'assert'].includes(message.type()) && !isMeant) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${origin}/${name}`);
  return { page, complaints };
}

it('knows every example of the README', () => {
  expect(names.sort()).toEqual(
    [
      'AgentChat',
      'Answer',
      'App',
      'ChatWithFind',
      'Chats',
      'Concierge',
      'Desk',
      'Forecast',
      'PictureChat',
      'Trip',
      'GermanChat',
      'LocalChat',
      'Reply',
      'SocketChat',
      'Support',
      'background',
      'guideSocket',
      'store',
      'testing',
      'transport',
      'useSupportChat',
    ].sort(),
  );
});

it.each([
  'App',
  'Support',
  'useSupportChat',
  'GermanChat',
  'LocalChat',
  'AgentChat',
  'transport',
  'SocketChat',
  'ChatWithFind',
  'Chats',
  'Desk',
  'PictureChat',
  'Trip',
])('gets two answers in the example %s', async (name) => {
  const { page, complaints } = await open(name);
  const field = page.getByRole('textbox');
  const answers = page.locator('[data-role="assistant"][data-end]');
  for (const count of [1, 2]) {
    await field.fill('What is Rivulet?');
    await field.press('Enter');
    await answers.nth(count - 1).waitFor();
    expect(await answers.nth(count - 1).getAttribute('data-end')).toBe('complete');
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

// What they ask is a server of the reader's own.
it.each(['Forecast', 'Reply', 'guideSocket', 'background'])(
  'opens the example %s without a complaint',
  async (name) => {
    const { page, complaints } = await open(name);
    await page.locator('main').waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

it('asks Ollama once for each answer, and for nothing else', () => {
  expect(ollama.questions).toMatchObject([
    { model: 'qwen3:0.6b', messages: [{ role: 'user', content: 'What is Rivulet?' }] },
    { messages: [{ role: 'user' }, { role: 'assistant', content: 'The model answers.' }, {}] },
  ]);
  expect(ollama.others).toEqual([]);
});

it('draws the formula and the diagram of the example Answer', async () => {
  const { page, complaints } = await open('Answer');
  await page.locator('.katex, math').first().waitFor();
  await page.locator('svg[id], img[src^="data:image/svg"], svg.flowchart').first().waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('answers the store without React, across origins', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ends: Promise<unknown>[] = [];
  page.on('console', (message) => {
    const [shown] = message.args();
    if (message.type() === 'info' && shown) ends.push(shown.evaluate((told) => told?.end));
  });
  await page.goto(`${origin}/store`);
  await expect
    .poll(async () => (await Promise.all(ends)).at(-1), { timeout: 60_000 })
    .toBe('complete');
  await context.close();
});

it('runs the example of a test without a failed assertion', async () => {
  const { page, complaints } = await open('testing');
  await page.locator('main').waitFor({ state: 'attached' });
  expect(complaints).toEqual([]);
  await page.context().close();
});
