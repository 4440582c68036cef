// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { extensionsOf, marksOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { tolerancesOf } from '../../src/markdown/syntax/tolerances.ts';
import { createLexer } from '../../src/markdown/syntax/capped-lexer.ts';
import type { Token } from '../../src/markdown/syntax/marked.ts';
import { math } from '../../src/math/math.tsx';
import { snippets } from '../markdown/generated-documents.ts';

const extensions = extensionsOf([math()]);

function lex(text: string): Token[] {
  return createLexer(extensions).lex(text);
}

/** The formulas of a text, those of a line in dollars, displays in double ones. */
function formulasIn(text: string): string[] {
  const found: string[] = [];
  JSON.stringify(lex(text), (_, value: unknown) => {
    const { type, tex, display } = (value ?? {}) as {
      type?: string;
      tex?: string;
      display?: boolean;
    };
    if (type === 'math') found.push(display === true ? `$$${tex}$$` : `$${tex}$`);
    return value;
  });
  return found;
}

/** The types of the inline tokens of the first block, and of those in them. */
function typesIn(text: string): string[] {
  const [block] = lex(text) as { tokens?: { type: string; tokens?: { type: string }[] }[] }[];
  return (block?.tokens ?? []).flatMap(({ type, tokens = [] }) => [
    type,
    ...tokens.map((token) => `${type}>${token.type}`),
  ]);
}

describe('formulas', () => {
  it.each([
    ['$x$', ['$x$']],
    ['let $x_1$ and $y^*$ be', ['$x_1$', '$y^*$']],
    [String.raw`so \(a*b\), \[c*d\]`, ['$a*b$', '$$c*d$$']],
    ['$$a_b*c*$$', ['$$a_b*c*$$']],
    ['$$\nx\n+ y\n- z\n$$', ['$$x\n+ y\n- z$$']],
    ['text\n$$\nx\n$$\nmore', ['$$x$$']],
    [String.raw`\[` + '\n# x\n> y\n' + String.raw`\]`, ['$$# x\n> y$$']],
    [String.raw`$\$5$ $a\\b$`, [String.raw`$\$5$`, String.raw`$a\\b$`]],
    ['- a $x$\n- b\n  $$\n  y\n  + z\n  $$', ['$x$', '$$y\n+ z$$']],
    ['> $$x$$', ['$$x$$']],
    ['| $a$ |\n|---|\n| $b$ |', ['$a$', '$b$']],
    ['# $x$', ['$x$']],
    ['$x$-axis, ($y$), “$z$”', ['$x$', '$y$', '$z$']],
    [String.raw`\\\(x\)`, ['$x$']],
    ['增加$x$的', ['$x$']],
    ['text\n$$\na\n\n- b\n# c\n$$\nmore', ['$$a\n\n- b\n# c$$']],
    ['- M:\n  \\[\n  m\n  \\]\n  where\n\n  $$\n  n\n\n  o\n  $$', ['$$m$$', '$$n\n\no$$']],
    ['> a\n> $$\n> b\n>\n> > c\n> $$\n> d', ['$$b\n\n> c$$']],
    ['a\n\\[\nb\n\\]\nc\n\\[\n- d\n\\]\n\\[\ne\n\\]', ['$$b$$', '$$- d$$', '$$e$$']],
    ['a $$b\n$$\nc', ['$$b$$']],
    ['$$\na \\\\[2pt]\n\\text{\\$\\$}\n$$', ['$$a \\\\[2pt]\n\\text{\\$\\$}$$']],
    [
      'a\n$$\\begin{pmatrix}\n- b\n\\end{pmatrix}$$ c',
      ['$$\\begin{pmatrix}\n- b\n\\end{pmatrix}$$'],
    ],
    ['a\n\\begin{align*}\n- b\n\n\\end{align*}', ['$$\\begin{align*}\n- b\n\n\\end{align*}$$']],
    ['$$\na\n\n# b\n\nc', ['$$a$$']],
    ['$ x $, $ 6 \\times 7 $, $ a = b_1 $', ['$x$', '$6 \\times 7$', '$a = b_1$']],
  ])('are found in %j', (text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas);
  });

  it.each([
    '$5 and $10',
    'It costs $5, or $10.',
    '$20,000 and USD$30,000',
    'from $5-$10',
    '$x $',
    'costs $ 5 and $ 6, or $ 7 $',
    '$ npm i a_b or $ cd c $',
    '$"a" and `$b`, `$`c$`',
    '\\begin{itemize}\n\\end{itemize}',
    String.raw`\$x$ and \$y\$`,
    '$a\n\nb$',
    '`$x$` and\n\n    $y$\n\n```\n$z$\n```',
    '$$',
    '$$$$',
    '$',
    String.raw`\\(x\\) \(\) \[ \]`,
    String.raw`\(a`,
  ])('are not found in %j', (text) => {
    expect(formulasIn(text)).toEqual([]);
  });

  it('hide their marks from emphasis', () => {
    for (const formula of ['$f*$', '$$f*$$', String.raw`\(f*\)`, String.raw`\[f*\]`]) {
      expect(typesIn(`*let ${formula} be*`)).toEqual(['em', 'em>text', 'em>math', 'em>text']);
      expect(typesIn(`**let ${formula} be**`)).toContain('strong>math');
    }
    expect(typesIn(String.raw`\$ *b* \$ \\*`)).toContain('em');
    expect(typesIn('*costs $5 and $6*')).toEqual(['em', 'em>text']);
  });

  it('leave a block of dollars without an end a paragraph', () => {
    expect([...lex('$$ is **bold**\n- a\n\nb')]).toMatchObject([
      {
        type: 'paragraph',
        text: '$$ is **bold**\n- a',
        tokens: [{ type: 'text' }, { type: 'strong' }, { type: 'text' }],
      },
      { type: 'space' },
      { type: 'paragraph' },
    ]);
  });

  it('take time in proportion to the text', () => {
    for (const part of ['$x ', '\\(', '\\[a', '$$ ', '$', '\\', '$x$ ', '$1$1']) {
      const parser = new BlockParser({ extensions });
      parser.push(part.repeat(8000));
      expect(parser.open.length).toBeGreaterThan(0);
    }
  });
});

describe('without tolerances', () => {
  const strict = extensionsOf([math().under?.(tolerancesOf(false)) ?? math()]);
  it.each(['a\n$$\nb\n\n- c\n$$', '$ x_1 $', '\\begin{align}\na\n\\end{align}'])(
    'there is no formula in %j',
    (text) => {
      expect(JSON.stringify(createLexer(strict).lex(text))).not.toContain('"math"');
    },
  );

  it('a plugin is made once', () => {
    expect(math().under?.(tolerancesOf(false))).toBe(math().under?.(tolerancesOf(false)));
    expect(math().under?.(tolerancesOf())).toBe(math());
  });
});

describe('the tree with formulas', () => {
  const lines = fc.constantFrom(
    '$$',
    '$$\nx\n- y\n$$',
    '$$ a $$',
    '$$ a\n+ b $$',
    '$$ a $$ b',
    String.raw`\[`,
    String.raw`\]`,
    String.raw`\[ c` + '\n> d' + String.raw` \]`,
    'price $5 and $6',
    'let $x$ be *a $y* b$*',
    '- $$\n  a\n  $$\n- b',
    '$$\nx\n\n- y\n$$',
    'a\n\\[\nb\n\n# c',
    '- t\n  $$\n  a\n\n  - b\n  $$\n  c',
    '> t\n> $$\n> a\n>\n> b',
    '\\begin{align}\n- a',
    '\\end{align} b',
    '$$\\begin{cases}',
    'so $$a',
    '$ x_1 $ or $ 5',
    '`$`x$`',
    '> \\[\n> a\n> \\]',
    '  $$',
    'words $x$ and *more* \\(y\\) or $5 '.repeat(30),
    `${'words and more '.repeat(60)}$`,
  );
  const texts = fc
    .array(fc.tuple(fc.oneof(lines, lines, snippets), fc.constantFrom('\n', '\n', '\n\n')), {
      minLength: 1,
      maxLength: 9,
    })
    .map((parts) => parts.flat().join(''));

  it('equals that of one lexing after every piece', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, isByCharacter) => {
        const parser = new BlockParser({ extensions, inlineMarks: marksOf([math()]) });
        let whole = '';
        for (const piece of isByCharacter ? text.slice(0, 200) : (text.match(/[^]{1,37}/g) ?? [])) {
          parser.push(piece);
          whole += piece;
          let expected: string;
          try {
            expected = JSON.stringify(lex(whole));
          } catch {
            continue;
          }
          const tokens = parser.pages.flatMap((page) => page.blocks.map((block) => block.token));
          expect(JSON.stringify(tokens)).toBe(expected);
        }
      }),
      { numRuns: 120 },
    );
  });
});
