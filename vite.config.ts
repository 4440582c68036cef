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
  id.startsWith('node:') ||
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
  'mcp-apps',
  'mcp-apps/sandbox',
  'ui-formats',
  'components',
  'streams',
  'rooms',
  'shared-text',
  'server',
  'server/durable-streams',
  'server/documents',
  'server/node',
  'server/redis',
  'server/upstash',
  'testing',
  'store',
];

const languages = readdirSync(new URL('src/labels', import.meta.url))
  .filter((name) => /^[a-z]{2}(?:-[A-Z]{2})?\.ts$/.test(name))
  .map((name) => name.slice(0, -3));

/**
 * Leaves of marked what its lexer needs. Its module ends with an instance of `Marked`, which refers to
 * all that renders HTML: with that end, and exports but the lexer and its tokenizer, no bundler could leave it out. Of the
 * lexer it leaves out how to lex a text as a whole, which documents do block by block, and the rules of
 * `pedantic`, another markdown.
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
    const module = withLookbehind(
      withoutPedantic(`${kept}export { ${lexer} as Lexer, ${tokenizer} as Tokenizer };\n`),
    );
    if (/pedantic/.test(module)) this.error('marked is not written as it was: look at `pedantic`');
    return { code: withoutUnused(module, (text) => this.parse(text)), map: null };
  },
};

/** Takes out what marked does in browsers that know no lookbehind: the kit needs those that do. */
function withLookbehind(code: string): string {
  const [test = '', name = ''] =
    /([\w$]+)=\(\(\w=""\)=>\{try\{return!!new RegExp\("\(\?<=.*?\}\}\)\(\)/.exec(code) ?? [];
  const choice = new RegExp(`(?<![\\w$])${name.replace('$', '\\$&')}\\?("[^"]*"):"[^"]*"`, 'g');
  return test === '' ? code : code.replace(test, `${name}=!0`).replaceAll(choice, '$1');
}

/** Writes in marked's module that nothing is pedantic or silent, and takes out defaults: a lexer is told all options. */
function withoutPedantic(code: string): string {
  return code
    .replaceAll('this.options.silent', '!1')
    .replace(/\{async:!1,[^}]*\}/, '{}')
    .replaceAll('this.options.pedantic', '!1')
    .replace('pedantic:!1,', '')
    .replaceAll(/,pedantic:[\w$]+(?=\})/g, '')
    .replaceAll(/[\w$]+\.pedantic\b|this\.rules\.other\.pedantic\w+/g, '{}')
    .replaceAll(/(?<=,)pedantic\w+:(?:\/.*?\/|D\(.*?`\)\)),(?=\w+:)/g, '');
}

/** A node of a syntax tree. */
interface Syntax {
  readonly type: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly computed?: boolean;
  readonly id?: Syntax;
  readonly init?: Syntax | null;
  readonly key?: Syntax;
  readonly property?: Syntax;
}

/** Takes out of marked's module the functions, classes and rules to which nothing refers: no bundler can tell that they do nothing. */
function withoutUnused(code: string, parse: (code: string) => object): string {
  const names: string[] = [];
  const members = new Set<string>();
  const constants: { name: string; start: number; end: number }[] = [];
  const rules: typeof constants = [];
  const visit = (node: object, isOutside: boolean): void => {
    const { type, name, computed, ...parts } = node as Syntax;
    const { id, init, key, property, start, end } = parts;
    if (type === 'Identifier') names.push(name);
    if (property && !computed) members.add(property.name);
    const isConstant = type === 'VariableDeclarator' && init !== null;
    if (isOutside && id && (isConstant || type === 'FunctionDeclaration'))
      constants.push({ name: id.name, start: isConstant ? id.end : start, end });
    if (isOutside && type === 'Property' && key?.name) rules.push({ name: key.name, start, end });
    for (const [field, part] of Object.entries<unknown>(parts)) {
      const isName = (field === 'property' || field === 'key') && computed !== true;
      if (typeof part === 'object' && part !== null && !isName)
        visit(part, isOutside && !/Function|Class/.test(type));
    }
  };
  visit(parse(code), true);
  const unused = [
    ...constants.filter(({ name }) => names.indexOf(name) === names.lastIndexOf(name)),
    ...rules
      .filter(({ name, end }) => !members.has(name) && code[end] === ',')
      .map((rule) => ({ ...rule, end: rule.end + 1 })),
  ].toSorted((one, other) => one.start - other.start);
  if (unused.length === 0) return code;
  const kept = unused.reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end),
    code,
  );
  return withoutUnused(kept, parse);
}

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
