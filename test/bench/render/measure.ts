// Streams one document through one renderer in a fresh page and reads what the main thread did.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type Browser, type CDPSession, chromium } from 'playwright';
import { chromiumLaunch } from '../../chromium.ts';
import { bundles } from './build.ts';
import { corpus, mixedAnswer, modelTokens } from './corpora.ts';

/** What a run reads. */
export interface Measured {
  /** CPU time of the page's main thread, in ms. */
  readonly cpuMs: number;
  readonly frames: number;
  /** Elements taken out of the page, their descendants counted; only with `countChanges`. */
  readonly removed: number;
}

/** What to stream. */
export interface Run {
  readonly renderer: string;
  readonly text: string;
  /** Finished messages above, of about 2 KiB each. @default 0 */
  readonly finished?: number;
  /** Counts DOM nodes; such a run is not for timing. @default false */
  readonly countChanges?: boolean;
}

/** Model tokens shown in one frame. */
const perFrame = 32;

const css = `html,body{margin:0;height:100%}body{font:15px/1.5 sans-serif}#scroller{height:100vh;overflow:auto}
#root{max-width:800px;margin:0 auto;padding:16px}.message{margin:0 0 24px}.line{white-space:pre-wrap}pre{overflow:auto}`;
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** Chromium and a server with the bundles; to be closed. */
export class Bench {
  readonly #server: Server;
  readonly #browser: Browser;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async open(): Promise<Bench> {
    const server = createServer((request, response) => {
      const path = normalize(decodeURIComponent(request.url ?? '/'));
      const name = /^\/page\/([\w-]+)$/.exec(path)?.[1];
      if (name !== undefined) {
        response.setHeader('content-type', 'text/html').end(pageOf(name));
        return;
      }
      readFile(join(bundles, path)).then(
        (body) => response.setHeader('content-type', types[extname(path)] ?? '').end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const launch = chromiumLaunch();
    // Frames follow one another without the wait for the next 60th of a second.
    const args = [...launch.args, '--disable-frame-rate-limit', '--disable-gpu-vsync'];
    return new Bench(server, await chromium.launch({ ...launch, args }));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }

  async measure({ renderer, text, finished = 0, countChanges = false }: Run): Promise<Measured> {
    const { port } = this.#server.address() as AddressInfo;
    const context = await this.#browser.newContext({ viewport: { width: 1000, height: 900 } });
    try {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/page/${renderer}`);
      await page.waitForFunction(() => 'bench' in window);
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      const above = Array.from({ length: finished }, (_, index) => mixedAnswer(2048, 1000 + index));
      await page.evaluate(([messages, first]) => window.bench.prepare(messages, first), [
        above,
        `${mixedAnswer(8192, 99)}\n${corpus('quote-8')}\n${corpus('table-4')}`,
      ] as const);
      if (countChanges) await page.evaluate(() => window.bench.countChanges());
      const before = await taskSeconds(cdp);
      const frames = await page.evaluate(([tokens, count]) => window.bench.stream(tokens, count), [
        modelTokens(text),
        perFrame,
      ] as const);
      const cpuMs = ((await taskSeconds(cdp)) - before) * 1000;
      const { removed } = await page.evaluate(() => window.bench.changes());
      return { cpuMs, frames, removed };
    } finally {
      await context.close();
    }
  }
}

function pageOf(name: string): string {
  const sheet = existsSync(join(bundles, name, 'style.css'))
    ? `<link rel="stylesheet" href="/${name}/style.css">`
    : '';
  return `<!doctype html><meta charset="utf-8"><title>${name}</title>${sheet}<style>${css}</style><body><script type="module" src="/${name}/main.js"></script>`;
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}
