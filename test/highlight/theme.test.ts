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
const variables = Object.keys(everyKind).map((kind) => `--rv-token-${kind}`);

const read = (name: string) =>
  readFileSync(new URL(`../../src/styles/${name}`, import.meta.url), 'utf8');

/** The variables of the first rule whose selector starts with `selector`. */
function variablesOf(css: string, selector: string): Map<string, string> {
  const start = css.indexOf('{', css.search(selector));
  const body = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*(#[\da-f]{6})/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

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
  const themes = [
    ['light', /:root,\n\[data-theme='light'\]/, '#f3f7f8'],
    ['dark', /\n\[data-theme='dark'\]/, '#131c20'],
  ] as const;

  it.each(themes)('stand out from the %s background by 4.5:1', (_name, selector) => {
    const background = variablesOf(read('tokens.css'), selector.source).get('--rv-code-bg') ?? '';
    const colors = variablesOf(read('markdown.css'), selector.source);
    expect([...colors.keys()].sort()).toEqual(variables);
    const weak = [...colors].filter(([, color]) => contrast(color, background) < 4.5);
    expect(weak).toEqual([]);
  });

  it.each(themes)('and so do plain text, labels and line numbers on %s', (_name, selector) => {
    const tokens = variablesOf(read('tokens.css'), selector.source);
    const background = tokens.get('--rv-code-bg') ?? '';
    for (const name of ['--rv-text', '--rv-muted', '--rv-success', '--rv-danger']) {
      expect(contrast(tokens.get(name) ?? '', background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('have a class for every kind, and give way to forced colours', () => {
    const css = read('markdown.css');
    for (const kind of Object.keys(everyKind)) {
      expect(css).toContain(`.rv-token-${kind} {\n  color: var(--rv-token-${kind});`);
    }
    const forced = css.slice(css.indexOf('@media (forced-colors: active)'));
    expect(forced).toMatch(/\[class\^='rv-token'\] \{\s*color: inherit;/);
  });

  it('are the same for an asked-for dark theme and for that of the system', () => {
    const css = read('markdown.css');
    const asked = variablesOf(css, themes[1][1].source);
    const system = variablesOf(css.slice(css.indexOf('@media (prefers-color-scheme')), '@media');
    expect([...system]).toEqual([...asked]);
  });
});
