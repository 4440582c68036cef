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
// Mermaid writes markup as text, so that with diagrams the page has a default policy, which the kit makes of DOMPurify.
const policyWithDiagrams = `${policy} default`;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const pages = fileURLToPath(new URL('csp', import.meta.url));
const mermaidScript = fileURLToPath(
  new URL('../../node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js', import.meta.url),
);
let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rivulet-csp-'));
  await build({
    root: pages,
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    // Test runners set NODE_ENV, which would choose the development build of JSX.
    oxc: { jsx: { development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: ['index.html', 'diagram.html'].map((name) => join(pages, name)),
      },
    },
  });
  server = createServer(async ({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : new URL(url, 'http://a').pathname;
    try {
      const body = await readFile(path === '/mermaid.js' ? mermaidScript : join(folder, path));
      const type = types[extname(path)] ?? 'application/octet-stream';
      const isDiagram = path === '/diagram.html' && !url.endsWith('?strict');
      response.writeHead(200, {
        'content-type': type,
        'content-security-policy': isDiagram ? policyWithDiagrams : policy,
      });
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

interface Attempts {
  readonly markup: string;
  readonly script: string;
}

/** Opens the page with the diagram, waits for what is shown of it, and tries to write what would run. */
async function openDiagram(path: string, shown: string): Promise<Attempts & { width: number }> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/${path}`);
    await page.locator('body[data-done]').waitFor();
    await page.locator('mark').waitFor();
    const width = await page.locator(shown).evaluate(async (element) => {
      if (!(element instanceof HTMLImageElement)) return 0;
      await element.decode();
      return element.naturalWidth;
    });
    const attempts = await page.evaluate(() => {
      const made = { markup: 'refused', script: 'refused' };
      const place = document.createElement('div');
      const script = document.createElement('script');
      try {
        place.innerHTML = '<b>x</b><i onclick="x()"></i>';
        made.markup = place.innerHTML;
        script.text = 'x()';
        made.script = script.text;
      } catch {
        // Trusted Types refuse a text.
      }
      return made;
    });
    return { ...attempts, width };
  } finally {
    await browser.close();
  }
}

it('draws a diagram under Trusted Types where a default policy is listed, which passes no script', async () => {
  const { width, markup, script } = await openDiagram('diagram.html', '.rv-diagram-image');
  expect(width).toBeGreaterThan(100);
  expect({ markup, script }).toEqual({
    markup: '<b>x</b><i></i>',
    script: 'refused',
  });
});

it('says that a diagram cannot be drawn where none is, and makes no policy', async () => {
  const attempts = await openDiagram('diagram.html?strict', '.rv-diagram-error');
  expect(attempts).toEqual({ width: 0, markup: 'refused', script: 'refused' });
});
