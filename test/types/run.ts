// Compiles the type tests, against the declarations of the package, with the TypeScripts that are served (`npm run test:types`):
// the installed ones, and older ones that are brought once. With versions it takes those alone: `npm run test:types 5.5.4`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache');
/** The oldest TypeScript that gives the tools of an options object their types without `tool()`. */
const inlineTools = 5.7;
const named = process.argv.slice(2);
const compilers: readonly (readonly [version: string, program: string])[] =
  named.length > 0
    ? named.map((version) => [version, bring(version)])
    : [
        ...['5.5.4', '5.7.3', '5.9.3'].map((version) => [version, bring(version)] as const),
        ['6', join(root, 'node_modules/typescript/bin/tsc6')],
        ['7', join(root, 'node_modules/@typescript/native/bin/tsc')],
      ];

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'types-'));
try {
  const declarations = join(folder, 'dist');
  const emit = ['-p', 'tsconfig.build.json', '--outDir', declarations];
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc6'), ...emit], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const [version, program] of compilers) {
    const { status } = spawnSync(
      process.execPath,
      [program, '-p', project(version, declarations)],
      { cwd: root, stdio: 'inherit' },
    );
    console.log(
      `TypeScript ${version}: ${status === 0 ? 'as it should be' : 'not as it should be'}`,
    );
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes what one compiler is to compile; answers with its path. */
function project(version: string, declarations: string): string {
  const files = [
    'named-chat.ts',
    'shown-parts.tsx',
    ...(Number.parseFloat(version) < inlineTools ? [] : ['inferred-tools.ts']),
  ];
  const path = join(folder, `tsconfig.${version}.json`);
  const compilerOptions = {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    jsx: 'react-jsx',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
    paths: { rivulet: [join(declarations, 'index.d.ts')] },
  };
  writeFileSync(
    path,
    JSON.stringify({ compilerOptions, files: files.map((file) => join(root, 'test/types', file)) }),
  );
  return path;
}

/** Brings a TypeScript from the registry; answers with the path of its compiler. */
function bring(version: string): string {
  const place = join(cache, `typescript-${version}`);
  const program = join(place, 'node_modules/typescript/bin/tsc');
  if (existsSync(program)) return program;
  mkdirSync(place, { recursive: true });
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--prefix', place];
  const shell = process.platform === 'win32';
  execFileSync('npm', ['install', ...flags, `typescript@${version}`], { stdio: 'ignore', shell });
  return program;
}
