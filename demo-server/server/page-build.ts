import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, ViteDevServer } from 'vite';
import type { Server } from 'node:http';

const here = fileURLToPath(new URL('..', import.meta.url));
const pageRoot = join(here, 'page');
const sources = [pageRoot, join(here, '..', 'src'), join(here, '..', 'package-lock.json')];

/** The folder of the built page. */
export const pageFolder = join(here, 'page-dist');

/**
 * Builds the page unless the build is newer than every source. Returns whether there is a page. The bundler runs in a
 * process of its own, so that its memory does not stay with the server.
 */
export async function preparePage(say: (text: string) => void): Promise<boolean> {
  if (!existsSync(join(pageRoot, 'index.html'))) return existsSync(join(pageFolder, 'index.html'));
  if (!(await isStale())) return true;
  say('Building the page');
  await new Promise<void>((resolve, reject) => {
    const script = fileURLToPath(new URL('page-bundler.ts', import.meta.url));
    const child = fork(script, {
      cwd: here,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--import', 'tsx'],
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the bundler ended with code ${code}`));
    });
  });
  return true;
}

/** Builds the page beside its folder and puts it there when it is whole: another server may be serving the old one. */
export async function buildPage(): Promise<void> {
  const { build } = await import('vite');
  const outDir = join(here, 'node_modules', `.page-${process.pid}`);
  await build({
    ...(await pageConfig()),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  });
  await rm(pageFolder, { recursive: true, force: true });
  await rename(outDir, pageFolder);
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
