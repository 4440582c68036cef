// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../stories');
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') }));
const entries = import.meta.glob<object>('../src/*/index.ts', { eager: true });
const exported = new Set(Object.values(entries).flatMap((entry) => Object.keys(entry)));

/** The components that stand in for those of the kit, by the names of their helpers. */
const documented = new Map(
  sources.flatMap(({ source }) =>
    [...source.matchAll(/^documents\((\w+), (\w+)\);$/gm)].map(
      ([, helper = '', component = '']) => [helper, component],
    ),
  ),
);

describe('Storybook’s pages', () => {
  const pages = sources.flatMap(({ name, source }) => {
    const component = /^const meta[^;]*?\bcomponent: (\w+)/m.exec(source)?.[1];
    return component === undefined ? [] : [{ name, component }];
  });

  it('are looked at', () => {
    expect(pages.length).toBeGreaterThan(25);
  });

  it.each(pages)('document a component of the kit: $name', ({ component }) => {
    expect(exported).toContain(documented.get(component) ?? component);
  });
});
