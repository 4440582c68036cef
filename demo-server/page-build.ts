import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, ViteDevServer } from 'vite';
import type { Server } from 'node:http';

const here = fileURLToPath(new URL('.', import.meta.url));
const pageRoot = join(here, 'page');
const sources = [pageRoot, join(here, '..', 'src'), join(here, '..', 'package-lock.json')];

/** The folder of the built page. */
export const pageFolder = join(here, 'page-dist');

/** Builds the page unless the build is newer than every source. Returns whether there is a page. */
export async function buildPage(say: (text: string) => void): Promise<boolean> {
  if (!existsSync(join(pageRoot, 'index.html'))) return existsSync(join(pageFolder, 'index.html'));
  if (!(await isStale())) return true;
  say('Building the page');
  const { build } = await import('vite');
  await build({
    ...(await pageConfig()),
    logLevel: 'warn',
    build: {
      outDir: pageFolder,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
    },
  });
  return true;
}

/** Serves the page from its sources with hot reload, on the server's own port. */
export async function openDevPage(server: Server): Promise<ViteDevServer> {
  const { createServer } = await import('vite');
  return createServer({
    ...(await pageConfig()),
    server: { middlewareMode: true, hmr: { server }, fs: { allow: [join(here, '..')] } },
    appType: 'spa',
  });
}

async function pageConfig(): Promise<InlineConfig> {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: pageRoot,
    configFile: false,
    plugins: [react()],
    resolve: { tsconfigPaths: true },
  };
}

async function isStale(): Promise<boolean> {
  const built = await stat(join(pageFolder, 'index.html')).catch(() => undefined);
  if (!built) return true;
  const newest = await Promise.all(sources.map(newestChange));
  return Math.max(...newest) > built.mtimeMs;
}

async function newestChange(path: string): Promise<number> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) return 0;
  if (!facts.isDirectory()) return facts.mtimeMs;
  const inside = await readdir(path);
  const times = await Promise.all(inside.map((name) => newestChange(join(path, name))));
  // A folder's own time tells of files that were removed.
  return Math.max(facts.mtimeMs, ...times);
}
