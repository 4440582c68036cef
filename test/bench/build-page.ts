import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles the page of an entry file with the production build of React, as one classic script. */
export async function buildPage(entry: URL): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rivulet-bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      mode: 'production',
      define: { 'process.env.NODE_ENV': '"production"' },
      // Under a test runner Vite would take the JSX of development.
      oxc: { jsx: { runtime: 'automatic', development: false } },
      build: {
        outDir: folder,
        emptyOutDir: false,
        lib: {
          entry: fileURLToPath(entry),
          formats: ['iife'],
          fileName: 'page',
          name: 'page',
        },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
    const [file = ''] = (await readdir(folder)).filter((name) => name.startsWith('page'));
    return await readFile(join(folder, file), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
