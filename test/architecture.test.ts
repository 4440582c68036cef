// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each layer may import beside itself; the README's and DESIGN's sentence as a table. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  dialects: ['protocol'],
  transports: ['protocol', 'dialects'],
  server: ['protocol', 'dialects'],
  view: [],
  chat: ['protocol', 'view'],
  highlight: ['view'],
  'code-block': ['view', 'highlight'],
  markdown: ['view', 'highlight', 'code-block'],
  math: ['view', 'code-block', 'markdown'],
  mermaid: ['view', 'code-block', 'markdown'],
  'mcp-apps': ['protocol', 'view'],
  components: ['protocol', 'chat', 'view', 'highlight', 'code-block', 'markdown'],
  'ui-formats': ['protocol', 'chat', 'view', 'code-block', 'markdown', 'components', 'mcp-apps'],
  streams: ['protocol', 'transports', 'chat', 'view'],
  rooms: ['protocol', 'transports', 'chat', 'view', 'components'],
  'shared-text': ['protocol', 'transports', 'chat', 'view', 'components'],
  labels: ['components', 'mcp-apps', 'ui-formats', 'streams', 'rooms', 'shared-text'],
  testing: ['protocol', 'transports', 'chat', 'rooms', 'server'],
  store: ['protocol', 'transports', 'chat'],
};
const layers = Object.keys(allowed);

/**
 * What each folder of a layer may import of that layer. `.` is the files beside the folders: without a row of their own
 * they stand above all folders.
 */
const folders: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  transports: {
    '.': [],
    http: ['.'],
    'web-socket': ['.', 'http'],
  },
  server: {
    runs: [],
    answers: ['runs'],
    http: ['runs', 'answers'],
    limits: [],
    history: ['runs', 'http'],
    tools: ['answers'],
    titles: ['runs', 'answers'],
    log: ['answers'],
    tasks: ['runs', 'answers', 'http'],
    live: ['runs', 'http'],
    options: [
      'runs',
      'answers',
      'http',
      'limits',
      'history',
      'tools',
      'titles',
      'log',
      'tasks',
      'live',
    ],
    routes: ['runs', 'answers', 'http', 'options'],
    extras: [
      'runs',
      'http',
      'limits',
      'history',
      'tools',
      'titles',
      'log',
      'tasks',
      'live',
      'options',
      'routes',
    ],
    sockets: ['runs', 'http'],
    rooms: ['runs', 'answers', 'sockets'],
    documents: ['runs', 'sockets'],
    'shared-runs': ['runs'],
    redis: ['runs', 'rooms', 'documents', 'shared-runs'],
    upstash: ['runs', 'shared-runs', 'redis'],
    'durable-streams': ['runs', 'shared-runs'],
    node: ['runs', 'http', 'options', 'routes', 'sockets', 'rooms', 'documents'],
  },
  chat: {
    options: [],
    state: ['options'],
    storage: ['options', 'state'],
    run: ['options', 'state', 'storage'],
    send: ['options', 'state'],
    tools: ['options', 'state'],
    tabs: ['state', 'storage', 'run', 'send'],
    '.': ['options', 'state', 'storage', 'run', 'send', 'tools', 'tabs'],
    list: ['state', 'storage'],
    react: ['.', 'state', 'send', 'storage', 'list'],
  },
  markdown: {
    syntax: [],
    resume: ['syntax'],
    complete: ['syntax'],
    document: ['syntax', 'resume', 'complete'],
    urls: [],
    elements: ['syntax', 'complete', 'urls'],
    html: ['syntax', 'complete', 'document', 'urls', 'elements'],
    constructs: ['syntax', 'document', 'elements'],
    prose: [],
    server: ['syntax', 'document', 'urls', 'elements', 'constructs'],
    reading: ['syntax', 'elements'],
  },
  'ui-formats': {
    data: [],
    '.': [],
    surface: ['.', 'data'],
    blocks: ['.', 'data', 'surface'],
    a2ui: ['.', 'data', 'surface', 'blocks'],
    'json-render': ['.', 'data', 'surface', 'blocks'],
    'open-ui': ['.', 'data', 'surface', 'blocks'],
  },
  components: {
    shared: [],
    labels: [],
    notices: ['shared', 'labels'],
    artifact: ['shared', 'labels'],
    tools: ['shared', 'labels'],
    announcer: ['shared', 'labels', 'tools'],
    files: ['shared', 'labels'],
    voice: ['shared', 'labels', 'announcer'],
    menus: ['labels'],
    composer: ['shared', 'labels', 'notices', 'files', 'voice', 'menus'],
    transfer: ['shared', 'labels'],
    conversations: ['shared', 'labels', 'notices', 'transfer'],
    find: ['shared', 'labels'],
    reading: ['labels'],
    messages: [
      'shared',
      'labels',
      'notices',
      'announcer',
      'files',
      'voice',
      'composer',
      'tools',
      'find',
      'reading',
    ],
  },
};

/** Entries that also name what a layer without an entry of its own offers. */
const hosts: Readonly<Record<string, string>> = { 'src/highlight/index.ts': 'code-block' };

/** Files that load a later folder when it is needed. */
const lazy = new Set(['src/chat/state/lazy-extras.ts', 'src/markdown/elements/lazy-raw-html.ts']);

/** The only files that may import a foreign library, and the library. */
const doors: Readonly<Record<string, RegExp>> = {
  marked: /^src\/markdown\/syntax\/marked\.ts$/,
  dompurify: /^src\/markdown\/html\/dompurify\.ts$/,
  // Prism's grammars are loaded by a generated map beside the door.
  prismjs: /^src\/highlight\/prism(?:-[a-z]+)?\.ts$/,
  katex: /^src\/math\/katex\.ts$/,
  mermaid: /^src\/mermaid\/mermaid\.ts$/,
  redis: /^src\/server\/redis\/redis-wire\.ts$/,
  pino: /^demo-server\/server\/log\.ts$/,
  cockatiel: /^demo-server\/engine\/upstream\/circuit\.ts$/,
  'prom-client': /^demo-server\/server\/metrics\.ts$/,
  'node-llama-cpp': /^demo-server\/(?:engine\/llama\.ts|(?:bench|model)\/.*)$/,
  ws: /^src\/server\/node\/socket-acceptor\.ts$/,
  // The server may import no layer of the page.
  yjs: /^src\/(?:shared-text|server\/documents)\/yjs\.ts$/,
  'y-protocols': /^src\/shared-text\/yjs\.ts$/,
  react:
    /^src\/(?:[\w-]+\.ts|(?:chat|view|highlight|code-block|markdown|math|mermaid|mcp-apps|ui-formats|components|streams|rooms|shared-text|testing)\/.*)$/,
  'react-dom': /^src\/(?:components|testing)\//,
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** The imported file, for a relative specifier. */
  readonly target: string | undefined;
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name) && !/\/(?:node_modules|page-dist)\//.test(name));
}

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName: specifier }) => ({
    file,
    specifier,
    target: specifier.startsWith('.')
      ? normalize(join(dirname(file), specifier)).replaceAll('\\', '/')
      : undefined,
  }));
}

const kit = sourcesIn('src');
const server = sourcesIn('demo-server');
const kitImports = kit.flatMap(importsOf);
const serverImports = server.flatMap(importsOf);

const layerOf = (file: string): string => /^src\/([\w-]+)\//.exec(file)?.[1] ?? 'root';
const folderOf = (file: string): string => /^src\/[\w-]+\/([\w-]+)\//.exec(file)?.[1] ?? '.';
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const told = (found: readonly Import[]): string[] =>
  found.map(({ file, specifier }) => `${file} imports ${specifier}`);

describe('the house', () => {
  it('is read by this test: every layer has files and imports', () => {
    expect([...new Set(kit.map(layerOf))].sort()).toEqual([...layers, 'root'].sort());
    expect(kitImports.length).toBeGreaterThan(kit.length);
  });

  it('lets a layer import only the layers above it', () => {
    const wrong = kitImports.filter(({ file, target }) => {
      if (target === undefined || layerOf(file) === 'root') return false;
      const [from, to] = [layerOf(file), layerOf(target)];
      return from !== to && hosts[file] !== to && !allowed[from]?.includes(to);
    });
    expect(told(wrong)).toEqual([]);
  });

  it('lets a folder of a layer import only the folders before it', () => {
    const wrong = kitImports.filter(({ file, target }) => {
      const table = folders[layerOf(file)];
      if (!table || target === undefined || layerOf(file) !== layerOf(target)) return false;
      const [from, to] = [folderOf(file), folderOf(target)];
      if (from === to || lazy.has(file) || file.endsWith('/index.ts')) return false;
      return table[from] !== undefined && !table[from].includes(to);
    });
    expect(told(wrong)).toEqual([]);
  });

  it('keeps the files of a layer in the folders of this table', () => {
    for (const [layer, table] of Object.entries(folders)) {
      const used = kit.filter((file) => layerOf(file) === layer).map(folderOf);
      const rows = new Set([...Object.keys(table), '.']);
      expect([...new Set(used)].sort()).toEqual([...rows].sort());
    }
  });

  it('lets nobody import an index but the root one', () => {
    const wrong = kitImports.filter(
      ({ file, target }) => file !== 'src/index.ts' && /\/index\.tsx?$/.test(target ?? ''),
    );
    expect(told(wrong)).toEqual([]);
  });

  it('writes relative imports with their extension, to files that exist', () => {
    const wrong = [...kitImports, ...serverImports].filter(
      ({ target }) => target !== undefined && !existsSync(join(root, target)),
    );
    expect(told(wrong)).toEqual([]);
  });

  it('keeps React out of the store', () => {
    const seen = new Set<string>();
    const visit = (file: string): Import[] => {
      if (seen.has(file)) return [];
      seen.add(file);
      const imports = kitImports.filter((found) => found.file === file);
      const foreign = imports.filter(({ target }) => target === undefined);
      return [...foreign, ...imports.flatMap(({ target }) => (target ? visit(target) : []))];
    };
    expect(told(visit('src/store/index.ts'))).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });

  it('imports the types of React where it names them', () => {
    const naming = kit.filter((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return /\bReact\.\w/.test(source) && !/import type \* as React from 'react'/.test(source);
    });
    expect(naming).toEqual([]);
  });

  it('has no circles', () => {
    expect(circleIn(kitImports)).toEqual([]);
    expect(circleIn(serverImports)).toEqual([]);
  });

  it('has one door for each foreign library, and no other library', () => {
    const wrong = kitImports.filter(({ file, specifier, target }) => {
      if (specifier.startsWith('node:')) return !file.startsWith('src/server/node/');
      return target === undefined && !doors[packageOf(specifier)]?.test(file);
    });
    expect(told(wrong)).toEqual([]);
  });

  it('needs nothing of Node in its server but in what is for Node', () => {
    const ofNode = /\b(?:Buffer|process|NodeJS|__dirname|require|setImmediate)\b(?=[.(])/;
    const wrong = kit.filter((file) => {
      if (!/^src\/server\/(?!node\/)/.test(file)) return false;
      return ofNode.test(
        readFileSync(join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, ''),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('lets entry points only re-export', () => {
    const wrong = kit.filter((file) => {
      if (!file.endsWith('/index.ts')) return false;
      const source = ts.createSourceFile(
        file,
        readFileSync(join(root, file), 'utf8'),
        ts.ScriptTarget.Latest,
      );
      return !source.statements.every(
        (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier,
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('docs/ARCHITECTURE.md', () => {
  const page = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8');
  const named = [...page.matchAll(/`((?:src|demo-server|test)\/[^`]+)`/g)].map(([, path]) => path!);

  it('names files that exist', () => {
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('walks through fifteen files at most, and enters each once', () => {
    const walk = [...page.matchAll(/^\| \d+ \| `([^`]+)`/gm)].map(([, path]) => path);
    expect(walk.length).toBeGreaterThan(9);
    expect(walk.length).toBeLessThanOrEqual(15);
    expect(new Set(walk).size).toBe(walk.length);
  });
});

describe('the demo server', () => {
  it('imports the kit by its entry points', () => {
    const below = ['styles.css', 'server/documents', 'server/redis', 'server/node'];
    const entries = ['rivulet', ...[...below, ...layers].map((name) => `rivulet/${name}`)];
    const wrong = serverImports.filter(({ specifier, target }) => {
      if (target !== undefined) return !target.startsWith('demo-server/');
      return packageOf(specifier) === 'rivulet' && !entries.includes(specifier);
    });
    expect(told(wrong)).toEqual([]);
  });

  it('has its files in folders, but for the one that starts it', () => {
    expect(server.filter((file) => /^demo-server\/[^/]+$/.test(file))).toEqual([
      'demo-server/main.ts',
    ]);
  });

  it('has one door for each of its libraries, beside the tools that measure the bare engine', () => {
    const wrong = serverImports.filter(({ file, specifier }) => {
      const name = packageOf(specifier);
      return (
        ['cockatiel', 'node-llama-cpp', 'redis', 'ws'].includes(name) && !doors[name]?.test(file)
      );
    });
    expect(told(wrong)).toEqual([]);
  });
});

/** Finds one circle of imports, as the files along it. */
function circleIn(imports: readonly Import[]): string[] {
  const targets = new Map<string, Import[]>();
  for (const item of imports) targets.set(item.file, [...(targets.get(item.file) ?? []), item]);
  const done = new Set<string>();
  function visit(file: string, path: readonly string[]): string[] {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { target } of targets.get(file) ?? []) {
      const circle = target === undefined ? [] : visit(target, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  }
  for (const file of targets.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
