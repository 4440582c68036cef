import { readdirSync, readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { type Plugin, defineConfig } from 'vite';

const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
// marked is built in, as only a part of it is wanted, and the kit relies on rules of this very version.
const external = (id: string) =>
  packages.some((name) => name !== 'marked' && (id === name || id.startsWith(`${name}/`)));

const layers = [
  'protocol',
  'dialects',
  'transports',
  'chat',
  'highlight',
  'markdown',
  'markdown/prose',
  'markdown/server',
  'math',
  'mermaid',
  'components',
  'testing',
  'store',
];

const languages = readdirSync(new URL('src/labels', import.meta.url))
  .filter((name) => /^[a-z]{2}(?:-[A-Z]{2})?\.ts$/.test(name))
  .map((name) => name.slice(0, -3));

/**
 * Leaves of marked what its lexer needs. Its module ends with an instance of `Marked`, which refers to
 * all that renders HTML: with that end, and exports but the lexer and its tokenizer, no bundler could leave it out. Of the
 * lexer it leaves out how to lex a text as a whole: documents do that, block by block.
 */
const lexerOfMarked: Plugin = {
  name: 'lexer-of-marked',
  transform(code, id) {
    if (!id.endsWith('/marked.esm.js')) return undefined;
    const [, lexer] = /([\w$]+) as Lexer\b/.exec(code) ?? [];
    const [, tokenizer] = /([\w$]+) as Tokenizer\b/.exec(code) ?? [];
    const [, marked] = /([\w$]+) as Marked\b/.exec(code) ?? [];
    const end = code.lastIndexOf(`=new ${marked};`);
    const [whole] = /static get rules\(\)\{[^]*?(?<=\})(?=blockTokens\()/.exec(code) ?? [];
    if (!lexer || !tokenizer || end < 0 || whole === undefined)
      this.error('marked is not written as it was: look at its lexer and its end');
    const kept = code.slice(0, code.lastIndexOf('var ', end)).replace(whole, '');
    return { code: `${kept}export { ${lexer} as Lexer, ${tokenizer} as Tokenizer };\n`, map: null };
  },
};

/** Writes the stylesheet a second time, in a layer, and beside each a declaration, as TypeScript 6 asks what an import brings. */
const layeredStyles: Plugin = {
  name: 'layered-styles',
  // Storybook builds with these plugins, but no library.
  apply: ({ build }) => build?.lib !== undefined,
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const sheet = bundle['styles.css'];
      if (sheet?.type !== 'asset') this.error('the stylesheet is not built');
      const layered = `@layer rivulet {\n${String(sheet.source)}}\n`;
      this.emitFile({ type: 'asset', fileName: 'styles.layered.css', source: layered });
      for (const name of ['styles', 'styles.layered']) {
        this.emitFile({ type: 'asset', fileName: `${name}.css.d.ts`, source: 'export {};\n' });
      }
    },
  },
};

/** The package build: one ES module per source file, so that unused layers shake off. */
export default defineConfig({
  plugins: [react(), lexerOfMarked, layeredStyles],
  build: {
    target: 'es2022',
    cssCodeSplit: true,
    sourcemap: true,
    minify: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        ...Object.fromEntries(layers.map((layer) => [`${layer}/index`, `src/${layer}/index.ts`])),
        ...Object.fromEntries(languages.map((name) => [`labels/${name}`, `src/labels/${name}.ts`])),
        styles: 'src/styles/styles.css',
      },
      formats: ['es'],
      cssFileName: 'styles',
    },
    rolldownOptions: {
      external,
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // Packages on npm hold no folder of this name.
        entryFileNames: ({ name }) => `${name.replace('node_modules/', 'vendor/')}.js`,
      },
    },
  },
});
