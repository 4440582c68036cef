import { Marked, type MarkedExtension } from 'marked';
import { describe, expect, it } from 'vitest';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { createLexer } from '../../src/markdown/syntax/capped-lexer.ts';
import { joinExtensions } from '../../src/markdown/syntax/lexer-options.ts';
import { extensionsOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';
import { math } from '../../src/math/math.tsx';

/** Lexes `++text++`, at the start of a line as a block. */
function plus(name: string, level: 'block' | 'inline'): MarkedExtension {
  return {
    extensions: [
      {
        name,
        level,
        start: (source) => source.indexOf('++'),
        tokenizer: (source) => {
          const [raw] = /^\+\+[^+\n]+\+\+/.exec(source) ?? [];
          return raw === undefined ? undefined : { type: name, raw, text: raw.slice(2, -2) };
        },
      },
    ],
  };
}

const headings: MarkedExtension = {
  tokenizer: {
    heading(source) {
      const [raw, text] = /^§ ([^\n]+)\n?/.exec(source) ?? [];
      if (raw === undefined || text === undefined) return false;
      return { type: 'heading', raw, depth: 1, text, tokens: this.lexer.inline(text) };
    },
  },
};
const noLevelTwo: MarkedExtension = {
  tokenizer: { heading: (source) => (source.startsWith('## ') ? undefined : false) },
};
const maskOf = (open: string): MarkedExtension => ({
  hooks: { emStrongMask: (text: string) => text.replaceAll(`${open}*`, `${open}a`) },
});
const renders: MarkedExtension = {
  renderer: { heading: () => '' },
  walkTokens: () => undefined,
  extensions: [{ name: 'shown', renderer: () => 'x' }],
};

const packs: [what: string, extensions: MarkedExtension[]][] = [
  ['none', []],
  ['an inline extension', [plus('added', 'inline')]],
  ['a block extension', [plus('added', 'block')]],
  ['two extensions for one mark', [plus('first', 'inline'), plus('second', 'inline')]],
  ['methods of the tokenizer', [headings]],
  ['two of one method', [headings, noLevelTwo]],
  ['masks of emphasis', [maskOf('$'), maskOf('%')]],
  ['line breaks', [{ breaks: true }]],
  ['no tables', [{ gfm: false }]],
  ['what renders HTML', [renders]],
];
const text = [
  '§ A *heading*',
  '## Another\nline',
  '++block++ text ++inline *em*++ and *em $* text* %* more*',
  '| a |\n|---|\n| ++b++ |',
  '- item ++x++\n  ## in it',
].join('\n\n');

describe('a lexer with extensions', () => {
  it.each(packs)('lexes as an instance of marked with %s', (_, extensions) => {
    const expected = new Marked(...extensions).lexer(text);
    expect([...createLexer(extensions).lex(text)]).toEqual([...expected]);
    expect([...createLexer(new Marked(...extensions)).lex(text)]).toEqual([...expected]);
  });

  it.each(packs)('lexes with those of the kit under %s', (_, extensions) => {
    const kit = [plus('kit', 'inline')];
    const expected = [...new Marked(...kit, ...extensions).lexer(text)];
    expect([...createLexer(joinExtensions(kit, extensions)).lex(text)]).toEqual(expected);
    const theirs = new Marked(...extensions);
    expect([...createLexer(joinExtensions(kit, theirs)).lex(text)]).toEqual(expected);
    expect([...theirs.lexer('++a++')]).toEqual([...new Marked(...extensions).lexer('++a++')]);
  });

  it.each(packs)(
    'lexes with the tolerances of the kit under %s, in an instance as in a list',
    (_, extensions) => {
      const kit = extensionsOf([cjkFriendly, footnotes, tolerate({}, rareRules), math()]);
      const tolerant = [
        text,
        '~15万和~320万 react@18.2.0 <pod-name> **强调（重点）**字 ‘https://a.example/x’ $x$',
        '- > 25\n- > a',
        '```md\n```js\nx\n```\n```\n<details>\n- a\n</details>',
      ].join('\n\n');
      const expected = [...createLexer(joinExtensions(kit, extensions)).lex(tolerant)];
      const theirs = new Marked(...extensions);
      expect([...createLexer(joinExtensions(kit, theirs)).lex(tolerant)]).toEqual(expected);
      expect([...theirs.lexer(tolerant)]).toEqual([...new Marked(...extensions).lexer(tolerant)]);
    },
  );

  it('does not share what methods of the tokenizer were replaced', () => {
    createLexer([headings]);
    expect([...createLexer().lex('§ A')]).toMatchObject([{ type: 'paragraph' }]);
  });
});
