// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aliases, loaders, otherNames, requirements } from '../../src/highlight/prism-languages.ts';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import { foreignLanguages } from './foreign-languages.ts';
import {
  foreignNames,
  missingTarget,
  prismComponents,
  prismLanguagesSource,
  requirementsOf,
  target,
} from './generate-prism-languages.ts';

const sample = 'let x = "a" + 1; // <b class="c">d</b>\n# e: {{ f }} <?php echo 1 ?>\n';

describe('the map of languages', () => {
  it('is what the installed Prism says', () => {
    expect(readFileSync(target, 'utf8')).toBe(prismLanguagesSource());
    expect(Object.keys(loaders)).toHaveLength(prismComponents().length);
  });

  it('names only languages that exist', () => {
    const named = [
      ...Object.values(aliases),
      ...Object.keys(otherNames),
      ...Object.values(requirements).flat(),
    ];
    expect(named.filter((id) => !Object.hasOwn(loaders, id))).toEqual([]);
  });

  it('has no circle in what languages need', () => {
    const needs = new Map(prismComponents().map(([id, c]) => [id, requirementsOf(c)]));
    const visit = (id: string, path: string[]): void => {
      expect(path).not.toContain(id);
      for (const need of needs.get(id) ?? []) visit(need, [...path, id]);
    };
    for (const id of needs.keys()) visit(id, []);
  });
});

describe('the names of other projects', () => {
  const others = Object.values(otherNames).flatMap((names) => names.split(' '));
  const missing = readFileSync(missingTarget, 'utf8').trimEnd().split('\n');
  const known = new Set([...Object.keys(loaders), ...Object.keys(aliases), ...others]);

  it('are those of GitHub Linguist, Shiki and highlight.js', () => {
    const [linguist, shiki, highlightJs] = ['WebAssembly', 'shellscript', 'x86asm'].map((name) =>
      foreignLanguages.findIndex(({ names }) => names[0] === name.toLowerCase()),
    );
    expect(linguist).toBeGreaterThanOrEqual(0);
    expect(shiki).toBeGreaterThan(700);
    expect(highlightJs).toBeGreaterThan(900);
  });

  it('have a grammar, or stand in the list of those without one', () => {
    const names = [...new Set(foreignLanguages.flatMap((language) => language.names))];
    expect(names.filter((name) => !known.has(name) && !missing.includes(name))).toEqual([]);
    expect(missing.filter((name) => known.has(name) || !names.includes(name))).toEqual([]);
    expect(missing).toEqual(foreignNames().missing);
  });

  it('are no second name of a language that Prism has', () => {
    const own = new Set([...Object.keys(loaders), ...Object.keys(aliases)]);
    expect(others.filter((name) => own.has(name))).toEqual([]);
    expect(others).toHaveLength(new Set(others).size);
  });

  it.each([
    ['c++', 'cpp'],
    ['C#', 'csharp'],
    ['jsonc', 'json'],
    ['zsh', 'bash'],
    ['golang', 'go'],
    ['rs', 'rust'],
    ['mjs', 'javascript'],
    ['cjs', 'javascript'],
    ['py3', 'python'],
    ['ps1', 'powershell'],
    ['gql', 'graphql'],
    ['make', 'makefile'],
    ['Vue', 'markup'],
    ['svelte', 'markup'],
    ['console', 'shell-session'],
    ['terraform', 'hcl'],
    ['proto', 'protobuf'],
  ])('colour `%s` as %s', async (name, language) => {
    const code = sample;
    expect([await prismHighlighter.load(name), prismHighlighter.load(name)]).toEqual([true, true]);
    expect(await prismHighlighter.load(language)).toBe(true);
    const lines = prismHighlighter.tokenize(code, name);
    expect(lines).toEqual(prismHighlighter.tokenize(code, language));
    expect(lines.flat().some(({ kind }) => kind !== undefined)).toBe(true);
  });
});

describe('prismHighlighter', () => {
  it('loads every language and alias, and never loses a character', async () => {
    const broken: string[] = [];
    const others = Object.values(otherNames).flatMap((names) => names.split(' '));
    for (const name of [...Object.keys(loaders), ...Object.keys(aliases), ...others]) {
      const isKnown = await prismHighlighter.load(name);
      const lines = prismHighlighter.tokenize(sample, name);
      const text = lines.map((line) => line.map((span) => span.text).join('')).join('\n');
      if (!isKnown || text !== sample) broken.push(name);
    }
    expect(broken).toEqual([]);
  });

  it('takes names in any case and answers at once when a language is there', async () => {
    await prismHighlighter.load('TypeScript');
    expect(prismHighlighter.load('TS')).toBe(true);
    expect(prismHighlighter.isLoaded('Ts')).toBe(true);
  });

  it.each(['klingon', 'constructor', '__proto__', 'extend', 'toString'])(
    'shows `%s`, which is no language, as plain text',
    async (name) => {
      expect(await prismHighlighter.load(name)).toBe(false);
      expect(prismHighlighter.tokenize('a\nb', name)).toEqual([[{ text: 'a' }], [{ text: 'b' }]]);
    },
  );

  it('colours the script and style of a page', async () => {
    await prismHighlighter.load('html');
    const [line] = prismHighlighter.tokenize('<script>let a = 1;</script>', 'html');
    expect(line).toContainEqual({ text: 'let', kind: 'keyword' });
  });

  it('colours template languages, which need hooks', async () => {
    await prismHighlighter.load('php');
    const [line] = prismHighlighter.tokenize('<b><?php echo "x"; ?></b>', 'php');
    expect(line).toContainEqual({ text: 'echo ', kind: 'keyword' });
    expect(line).toContainEqual({ text: 'b', kind: 'tag' });
  });

  it('leaves no global behind', async () => {
    await prismHighlighter.load('rust');
    expect(globalThis).not.toHaveProperty('Prism');
  });
});
