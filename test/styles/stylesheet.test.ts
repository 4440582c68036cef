// @vitest-environment node
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import config from '../../vite.config.ts';
import { readSheet, weigh } from './read-sheet.ts';

const files = new Map<string, string>();

/** Builds the sheets as the package does, or as an app does that asks for older browsers. */
async function buildSheet(options: object): Promise<readonly [string, string][]> {
  const built = await build({ configFile: false, logLevel: 'silent', ...options });
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  return outputs.flatMap(({ output }) =>
    output.map((file): [string, string] => [
      file.fileName,
      file.type === 'asset' ? String(file.source) : file.code,
    ]),
  );
}

const lib = { entry: { styles: 'src/styles/styles.css' }, cssFileName: 'styles' };

beforeAll(async () => {
  const { plugins, build: options } = config;
  const own = { ...options, write: false, lib: { ...options?.lib, ...lib } };
  for (const [name, text] of await buildSheet({ plugins, build: own })) files.set(name, text);
});

describe('a weight', () => {
  it.each([
    ['.rv-chat', '0,1,0'],
    ['.rv-chat:hover', '0,2,0'],
    ['.rv-chat:where(:hover, #id) > :where(h1)', '0,1,0'],
    ['.rv-chat ::after', '0,1,1'],
    [':is(.a, #b) h1 *', '1,0,1'],
    ['[data-theme="a, b"]', '0,1,0'],
    ['.a:not(.b:nth-child(2n of .c)) + li', '0,4,1'],
    [':host(.dark)', '0,2,0'],
  ])('of %s is %s', (selector, expected) => {
    expect(weigh(selector).join()).toBe(expected);
  });

  it('of a nested rule counts the rule around it', () => {
    const rules = readSheet(
      '@media print { .a, #b { top: 0; &:hover { top: 1px } h1 { top: 2px } } }',
    );
    expect(rules.map(({ specificity }) => specificity.join())).toEqual([
      '0,1,0',
      '0,2,0',
      '0,1,1',
      '1,0,0',
      '1,1,0',
      '1,0,1',
    ]);
  });
});

const sheet = () => files.get('styles.css') ?? '';

describe('the stylesheet', () => {
  it('weighs exactly one class in every rule, with the pseudo-element where one is styled', () => {
    const rules = readSheet(sheet());
    expect(rules.length).toBeGreaterThan(300);
    const wrong = rules.filter(({ selector, specificity }) => {
      const isPseudo = /::[\w-]+(?:\([\w-]+\))?$/.test(selector);
      return specificity.join() !== (isPseudo ? '0,1,1' : '0,1,0');
    });
    // A default that any word of the host overrules; it sets two variables and no property.
    expect(wrong.map(({ selector }) => selector)).toEqual([':where(:root, :host)']);
    const [toggles] = wrong;
    expect(toggles?.declarations.match(/[\w-]+(?=:)/g)).toEqual([
      '--lightningcss-light',
      '--lightningcss-dark',
    ]);
  });

  it('stands in no layer, asks for no more weight, and is there in a layer as well', () => {
    expect(sheet()).not.toMatch(/@layer|!important/);
    expect(files.get('styles.layered.css')).toBe(`@layer rivulet {\n${sheet()}}\n`);
  });

  it('touches no element but its own', () => {
    const foreign = readSheet(sheet()).filter(
      ({ selector, declarations }) =>
        !/^&|\.rv-/.test(selector) && /(?:^|[;\s])(?!--)[a-z-]+:/.test(declarations),
    );
    expect(foreign.map(({ selector }) => selector)).toEqual([]);
  });

  it('has a declaration beside it, so that TypeScript knows the import', () => {
    expect([...files.keys()].filter((name) => name.endsWith('.d.ts')).sort()).toEqual([
      'styles.css.d.ts',
      'styles.layered.css.d.ts',
    ]);
  });

  it('keeps its colours where an app is built for browsers without light-dark()', async () => {
    const rolldownOptions = { input: 'src/styles/styles.css' };
    const own = { write: false, cssMinify: 'lightningcss', cssTarget: 'chrome111' };
    const [, css = ''] = (await buildSheet({ build: { ...own, rolldownOptions } })).at(-1) ?? [];
    const lowered = css.replaceAll(/@supports[^{]*/g, '');
    expect(lowered).not.toContain('light-dark(');
    expect(lowered).toMatch(
      /:where\(:root,:host\)\{--lightningcss-light:initial;--lightningcss-dark: ;?\}/,
    );
    expect(lowered).toMatch(/\.dark,\[data-theme=dark\]\{[^}]*--lightningcss-dark:initial/);
  });
});
