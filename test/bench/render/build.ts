// Bundles each adapter with its renderer as an app would.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { build, type PluginOption } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Where the bundles lie: `<renderer>/main.js` and perhaps `main.css`. */
export const bundles: string = join(here, 'node_modules/.bench');

/** The renderers: ours, the floor, and the peers as their READMEs set them up. */
export const renderers: readonly string[] = [
  'plain-blocks',
  'rivulet',
  'streamdown',
  'react-markdown',
  'x-markdown',
  'markstream',
  'smd',
];

/** Installs the peers, once. */
function installPeers(): void {
  if (existsSync(join(here, 'node_modules/streamdown'))) return;
  console.log('installing the peers …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
}

/** Builds the kit and the chosen renderers. */
export async function buildRenderers(names: readonly string[]): Promise<void> {
  installPeers();
  const kit = join(bundles, 'kit');
  await build({ root: repository, logLevel: 'error', build: { outDir: kit } });
  // Not a dependency of the kit: it lies with the peers.
  const tailwind = (await import(join(here, 'node_modules/@tailwindcss/vite/dist/index.mjs'))) as {
    default: () => PluginOption;
  };
  for (const name of names) {
    const file = ['.tsx', '.ts'].map((end) => join(here, 'adapters', name + end)).find(existsSync);
    if (file === undefined)
      throw new Error(`unknown renderer ${name}; known: ${renderers.join(', ')}`);
    await build({
      root: here,
      configFile: false,
      logLevel: 'error',
      plugins: name === 'streamdown' ? [tailwind.default()] : [],
      resolve: {
        alias: { rivulet: join(kit, 'index.js') },
        dedupe: ['react', 'react-dom'],
      },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: join(bundles, name),
        emptyOutDir: true,
        target: 'es2022',
        cssCodeSplit: false,
        chunkSizeWarningLimit: 10_000,
        rolldownOptions: {
          input: { main: file },
          output: { entryFileNames: 'main.js', assetFileNames: '[name][extname]' },
          external: ['mermaid', /^katex/, /^@antv\//, /^@terrastruct\//, /^stream-diffs/],
        },
      },
    });
  }
}
