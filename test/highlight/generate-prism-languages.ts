/**
 * Writes src/highlight/prism-languages.ts from Prism's own list of components.
 * Run it after an update of prismjs: `node --import tsx test/highlight/generate-prism-languages.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

interface Component {
  readonly alias?: string | string[];
  readonly require?: string | string[];
  readonly modify?: string | string[];
}

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : [value].flat();

const key = (id: string) => (/^[a-z]\w*$/.test(id) ? id : `'${id}'`);

/** The path of the generated file. */
export const target: string = fileURLToPath(
  new URL('../../src/highlight/prism-languages.ts', import.meta.url),
);

/** All languages of the installed Prism by id. */
export function prismComponents(): [string, Component][] {
  const path = createRequire(import.meta.url).resolve('prismjs/components.json');
  const manifest: { languages: Record<string, Component> } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(manifest.languages).filter(([id]) => id !== 'meta');
}

/** What must be loaded before a language: what it requires, and what it changes when it loads. */
export function requirementsOf(component: Component): string[] {
  return [...new Set([...list(component.require), ...list(component.modify)])];
}

/** The text that the generated file must have. */
export function prismLanguagesSource(): string {
  const components = prismComponents();
  const aliases = components.flatMap(([id, c]) =>
    list(c.alias).map((alias) => `  ${key(alias)}: '${id}',`),
  );
  const requirements = components.flatMap(([id, c]) => {
    const needs = requirementsOf(c);
    const names = needs.map((name) => `'${name}'`).join(', ');
    return needs.length === 0 ? [] : [`  ${key(id)}: [${names}],`];
  });
  const loaders = components.map(
    ([id]) => `  ${key(id)}: () => import('prismjs/components/prism-${id}.js'),`,
  );
  return [
    '// Generated from prismjs/components.json by test/highlight/generate-prism-languages.ts.',
    '',
    "/** Other names of Prism's languages. */",
    'export const aliases: Readonly<Record<string, string>> = {',
    ...aliases,
    '};',
    '',
    '/** What a language needs to be loaded before it. */',
    'export const requirements: Readonly<Record<string, readonly string[]>> = {',
    ...requirements,
    '};',
    '',
    '/** Loads one grammar, which adds itself to the global `Prism`. */',
    'export const loaders: Readonly<Record<string, () => Promise<unknown>>> = {',
    ...loaders,
    '};',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, prismLanguagesSource());
}
