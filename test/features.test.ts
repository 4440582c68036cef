// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/features.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| (?!---|what)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));
const shown = rows.filter(({ length }) => length > 8);

/** The ids of all stories: the title of their file and the name of their export. */
const stories = new Set(
  readdirSync(join(root, 'stories'))
    .filter((name) => name.endsWith('.stories.tsx'))
    .flatMap((name) => {
      const source = readFileSync(join(root, 'stories', name), 'utf8');
      // Of a story too, an argument may be called `title`; the story's own stands in `meta`.
      const [, title] = /const meta = \{\s+title: '([^']+)'/.exec(source) ?? [];
      const names = [...source.matchAll(/^export const (\w+)/gm)].map(([, story]) => story);
      return names.map((story) => `${title}/${story}`);
    }),
);

describe('docs/features.md', () => {
  it('has a row for each feature, and the same columns in each', () => {
    expect(shown.length).toBeGreaterThanOrEqual(20);
    expect(new Set(shown.map(({ length }) => length))).toEqual(new Set([10]));
    const missing = rows.filter(({ length }) => length <= 8);
    expect(missing.length).toBeGreaterThan(0);
    expect(new Set(missing.map(({ length }) => length))).toEqual(new Set([8]));
  });

  it.each(shown.map((cells) => [cells[0], cells[8]]))(
    'names a story that exists: %s',
    (_, cell) => {
      expect(stories).toContain(cell?.replaceAll('`', ''));
    },
  );

  it.each(shown.map((cells) => [cells[0], cells[9]]))('names a test that exists: %s', (_, cell) => {
    const [, path = 'none'] = /\(\.\.\/((?:test|stories)\/[^)]+)\)/.exec(cell ?? '') ?? [];
    expect(existsSync(join(root, path))).toBe(true);
  });
});
