// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aliases, loaders, requirements } from '../../src/highlight/prism-languages.ts';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import {
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
    const named = [...Object.values(aliases), ...Object.values(requirements).flat()];
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

describe('prismHighlighter', () => {
  it('loads every language and alias, and never loses a character', async () => {
    const broken: string[] = [];
    for (const name of [...Object.keys(loaders), ...Object.keys(aliases)]) {
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
