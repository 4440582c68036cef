// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TokenKind } from '../../src/highlight/token-kind.ts';

// The compiler tells when a kind is missing here.
const everyKind: Readonly<Record<TokenKind, true>> = {
  comment: true,
  constant: true,
  deleted: true,
  function: true,
  inserted: true,
  keyword: true,
  meta: true,
  number: true,
  operator: true,
  property: true,
  regex: true,
  string: true,
  tag: true,
  type: true,
  variable: true,
};
const kinds = Object.keys(everyKind).map((kind) => `token-${kind}`);

const read = (name: string) =>
  readFileSync(new URL(`../../src/styles/${name}`, import.meta.url), 'utf8');

type Pair = readonly [light: string, dark: string];

/** The light and the dark default of each colour, as one of the two ways of writing them gives it. */
function colorsOf(css: string, pattern: RegExp): Map<string, Pair> {
  return new Map(
    [...css.matchAll(pattern)].map(([, name = '', light = '', dark = '']) => [name, [light, dark]]),
  );
}

const theme = read('theme.css');
const colors = colorsOf(
  theme,
  /--rvc-([\w-]+):\s*var\(\s*--rv-[\w-]+,\s*light-dark\(\s*(#\w{6}),\s*(#\w{6})\s*\)/g,
);
const older = colorsOf(
  theme,
  /--rvc-([\w-]+):\s*var\(\s*--rv-[\w-]+,\s*var\(--lightningcss-light,\s*(#\w{6})\)\s*var\(--lightningcss-dark,\s*(#\w{6})\)\s*\)/g,
);

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colours of code', () => {
  const schemes = [
    ['light', 0],
    ['dark', 1],
  ] as const;

  it.each(schemes)('stand out from the %s background by 4.5:1', (_name, scheme) => {
    const tokens = [...colors].filter(([name]) => name.startsWith('token-'));
    expect(tokens.map(([name]) => name).sort()).toEqual([...kinds].sort());
    const background = colors.get('code-bg')?.[scheme] ?? '';
    const weak = tokens.filter(([, pair]) => !(contrast(pair[scheme], background) >= 4.5));
    expect(weak).toEqual([]);
  });

  it.each(schemes)('and so do plain text, labels and line numbers on %s', (_name, scheme) => {
    const background = colors.get('code-bg')?.[scheme] ?? '';
    for (const name of ['text', 'muted', 'success', 'danger']) {
      expect(contrast(colors.get(name)?.[scheme] ?? '', background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('have a class for every kind, and give way to forced colours', () => {
    const css = read('code-block.css');
    for (const kind of Object.keys(everyKind)) {
      expect(css).toContain(`.rv-token-${kind} {\n  color: var(--rvc-token-${kind});`);
    }
    const preferences = read('preferences.css');
    const forced = preferences.slice(preferences.indexOf('@media (forced-colors: active)'));
    expect(forced).toMatch(/\[class\^='rv-token'\]\) \{\s*color: inherit;/);
  });

  it('are the same in browsers that do not know light-dark(), and so are all others', () => {
    const derived = /^accent-/;
    expect([...older].filter(([name]) => !derived.test(name))).toEqual([...colors]);
    expect(colors.size).toBe(28);
  });
});
