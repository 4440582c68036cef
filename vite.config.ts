import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
const external = (id: string) => packages.some((name) => id === name || id.startsWith(`${name}/`));

const layers = [
  'protocol',
  'dialects',
  'transports',
  'chat',
  'highlight',
  'markdown',
  'math',
  'mermaid',
  'components',
  'testing',
];

/** The package build: one ES module per source file, so that unused layers shake off. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    cssCodeSplit: true,
    sourcemap: true,
    minify: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        ...Object.fromEntries(layers.map((layer) => [`${layer}/index`, `src/${layer}/index.ts`])),
        styles: 'src/styles/styles.css',
      },
      formats: ['es'],
      cssFileName: 'styles',
    },
    rolldownOptions: {
      external,
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
});
