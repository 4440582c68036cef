// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const source = new URL('../../src/', import.meta.url);
const entries = [
  'index.ts',
  'markdown/index.ts',
  'markdown/prose/index.ts',
  'markdown/server/index.ts',
  'highlight/index.ts',
  'components/index.ts',
  'math/index.ts',
  'mermaid/index.ts',
].filter((entry) => existsSync(new URL(entry, source)));

// What `react` has for server components: no state, no effects, no context, no classes.
const onServer = new Set(
  (
    'Activity Children Fragment Profiler StrictMode Suspense cache cacheSignal captureOwnerStack cloneElement ' +
    'createElement createRef forwardRef isValidElement lazy memo use useCallback useDebugValue useId useMemo version'
  ).split(' '),
);
const lazyImport = /(?<!typeof )\bimport\('(\.[^']+)'\)/g;
const importStatement = /^(?:import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s+)?'([^']+)'/gm;

interface Import {
  readonly names: readonly string[];
  readonly from: string;
}

function importsOf(code: string): Import[] {
  return [...code.matchAll(importStatement)]
    .filter(([, isType]) => isType === undefined)
    .map(([, , list = '', from = '']) => {
      const names = list
        .replace(/[{}]/g, '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '));
      return { names, from };
    });
}

/** What a server component that imports `entry` runs, down to the modules that only clients run. */
function findClientOnly(entry: URL, seen = new Set<string>()): string[] {
  if (seen.has(entry.href)) return [];
  seen.add(entry.href);
  const code = readFileSync(entry, 'utf8');
  if (/^['"]use client['"]/.test(code)) return [];
  return importsOf(code).flatMap(({ names, from }) => {
    if (from === 'react') {
      return names
        .filter((name) => !onServer.has(name))
        .map((name) => `${entry.pathname}: ${name}`);
    }
    return from.startsWith('.') && /\.tsx?$/.test(from)
      ? findClientOnly(new URL(from, entry), seen)
      : [];
  });
}

/** All modules that `entry` runs, those that it loads later too. */
function graphOf(entry: URL, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry.href)) return seen;
  seen.add(entry.href);
  const code = readFileSync(entry, 'utf8');
  const later = [...code.matchAll(lazyImport)].map(([, from = '']) => from);
  const now = importsOf(code).map(({ from }) => from);
  for (const from of [...now, ...later]) {
    if (/^\..*\.tsx?$/.test(from)) graphOf(new URL(from, entry), seen);
  }
  return seen;
}

describe('importing the kit in a server component', () => {
  it.each(entries)('runs nothing that only clients have, from %s', (entry) => {
    expect(findClientOnly(new URL(entry, source))).toEqual([]);
  });

  it('meets the modules for clients', () => {
    const seen = new Set<string>();
    findClientOnly(new URL('markdown/index.ts', source), seen);
    expect([...seen].some((href) => href.endsWith('streaming-markdown.tsx'))).toBe(true);
  });

  it('meets none of them from the entry for server components, now or later', () => {
    const graph = [...graphOf(new URL('markdown/server/index.ts', source))];
    const names = graph.map((href) => href.slice(href.lastIndexOf('/') + 1));
    expect(names).toEqual(expect.arrayContaining(['raw-html.ts', 'prism.ts', 'code-line.tsx']));
    const clientOnly = graph.flatMap((href) => {
      const code = readFileSync(new URL(href), 'utf8');
      if (/^['"]use client['"]/.test(code)) return [href];
      const react = importsOf(code).filter(({ from }) => from === 'react');
      return react
        .flatMap((item) => item.names)
        .filter((name) => !onServer.has(name))
        .map((name) => `${href}: ${name}`);
    });
    expect(clientOnly).toEqual([]);
  });
});
