import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from 'vite';
import { launchBrowser } from './demo-page.ts';

// All that a page with streamed markdown needs. `data:` is for small images in the text; Trusted Types need one
// policy, DOMPurify's, which is also the only one that may be made.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "require-trusted-types-for 'script'; trusted-types dompurify";
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rivulet-csp-'));
  await build({
    root: fileURLToPath(new URL('csp', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    // Test runners set NODE_ENV, which would choose the development build of JSX.
    oxc: { jsx: { development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: folder, emptyOutDir: true, minify: false },
  });
  server = createServer(async ({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : new URL(url, 'http://a').pathname;
    try {
      const body = await readFile(join(folder, path));
      const type = types[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

it('streams every construct under a strict policy with Trusted Types, without one violation', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() !== 'log') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(() => {
      const violations: string[] = [];
      Object.assign(globalThis, { violations });
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    const violations = () =>
      page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);

    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator('body[data-done]').waitFor();
    await page.locator('.rv-token').first().waitFor();
    await page.locator('math').first().waitFor();
    await page.locator('kbd').first().waitFor();
    for (const kind of [
      'h1',
      'table',
      'input',
      'details b',
      'kbd',
      'sup a',
      '[data-alert]',
      'img',
      '.rv-ask',
    ]) {
      expect(await page.locator(`.rv-markdown ${kind}`).count()).toBeGreaterThan(0);
    }
    expect(await page.locator('.rv-markdown [style], style').count()).toBe(0);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);

    // The policy is in force.
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>';
      } catch {
        // Trusted Types refuse a string.
      }
    });
    expect((await violations()).join()).toContain('require-trusted-types-for');
  } finally {
    await browser.close();
  }
});
