/**
 * Writes src/highlight/prism-languages.ts from Prism's own list of components and the names that other
 * projects have for its languages, and the list of names without a grammar. Run it after an update of
 * prismjs, shiki or highlight.js: `node --import tsx test/highlight/generate-prism-languages.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type MappedNames, mapNames } from './foreign-languages.ts';

interface Component {
  readonly alias?: string | string[];
  readonly require?: string | string[];
  readonly modify?: string | string[];
}

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : [value].flat();

const key = (id: string) => (/^[a-z]\w*$/.test(id) ? id : `'${id}'`);

/** A property as the formatter breaks it. */
function namesLine(name: string, value: string): string {
  const quote = value.includes("'") ? '"' : "'";
  const line = `  ${name}: ${quote}${value}${quote},`;
  return line.length > 100 && name.length > 4 ? line.replace(': ', ':\n    ') : line;
}

/** The path of the generated file. */
export const target: string = fileURLToPath(
  new URL('../../src/highlight/prism-languages.ts', import.meta.url),
);

/** The path of the list of names that stay plain, one a line. */
export const missingTarget: string = fileURLToPath(
  new URL('fixtures/languages-without-grammar.txt', import.meta.url),
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

/** What the other projects' names stand for. */
export function foreignNames(): MappedNames {
  const own = prismComponents().flatMap(([id, { alias }]) =>
    [id, ...list(alias)].map((name): [string, string] => [name, id]),
  );
  return mapNames(new Map(own));
}

/** The text that the generated file must have. */
export function prismLanguagesSource(): string {
  const components = prismComponents();
  const aliases = components.flatMap(([id, c]) =>
    list(c.alias).map((alias) => `  ${key(alias)}: '${id}',`),
  );
  const otherNames = [...foreignNames().byGrammar]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, names]) => namesLine(key(id), names.join(' ')));
  const requirements = components.flatMap(([id, c]) => {
    const needs = requirementsOf(c);
    const names = needs.map((name) => `'${name}'`).join(', ');
    return needs.length === 0 ? [] : [`  ${key(id)}: [${names}],`];
  });
  const loaders = components.map(
    ([id]) => `  ${key(id)}: () => import('prismjs/components/prism-${id}.js'),`,
  );
  return [
    '// Generated from prismjs/components.json and the names of GitHub Linguist, Shiki and highlight.js by',
    '// test/highlight/generate-prism-languages.ts.',
    '',
    "/** Other names of Prism's languages. */",
    'export const aliases: Readonly<Record<string, string>> = {',
    ...aliases,
    '};',
    '',
    '/** Names of other projects for each language, apart by spaces. */',
    'export const otherNames: Readonly<Record<string, string>> = {',
    ...otherNames,
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
  writeFileSync(missingTarget, `${foreignNames().missing.join('\n')}\n`);
}
