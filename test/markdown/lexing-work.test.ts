// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BlockParser, type BlockParserOptions } from '../../src/markdown/document/block-parser.ts';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { extensionsOf, marksOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';
import { answers } from './corpora.ts';

/** Characters handed to marked per appended character, of a text that comes in pieces. */
function workFor(text: string, size: number, options?: BlockParserOptions): number {
  const parser = new BlockParser(options);
  for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
  return parser.lexedCharacters / text.length;
}

/** What a block begins with, and what it goes on with for ever. */
const kinds: Record<string, readonly [head: string, part: string]> = {
  'mixed text': ['', `${answers.join('\n\n')}\n\n`],
  'short paragraphs': ['', 'Word after word goes on and on.\n\n'],
  'one fence': ['```js\n', 'const answer = 42;\n'],
  'an indented fence': ['  ```js\n', '  const answer = 42;\n'],
  'a fence in an item': ['- x\n\n  ```js\n', '  const answer = 42;\n'],
  'a fence in a quote': ['> ```js\n', '> const answer = 42;\n'],
  'a fence in a list in a quote': ['> - x\n>   ~~~~\n', '>   const answer = 42;\n'],
  'indented code': ['', '    const answer = 42;\n'],
  'raw HTML': ['<div>\n', '<p>words</p>\n'],
  'a list': ['', '- an item **with** a few words\n'],
  'a loose list': ['', '1. an item\n\n   with two paragraphs\n\n'],
  'a nested list': ['', '- an item\n  - one below\n  - `another`\n'],
  'a list that is indented wide': ['', '- an item\n    - one below\n        - another\n'],
  'a list in one item': ['- an item\n', '  - one below\n  - `another`\n'],
  'one item of many paragraphs': ['- an item\n\n', '  a paragraph in it\n\n'],
  'a list with definitions': ['', '- an item [a]\n\n  [a]: /url\n\n'],
  'a list in an open anchor': ['- <a href="/url">open\n', '- an item **and** more\n'],
  'a list with tabs': ['', '*\tan item **with** a few words\n'],
  'a numbered list with tabs': ['', '1.\tan item\n\n\twith two paragraphs\n\n'],
  'lists with tabs in lists': ['', '-\tan item\n\t-\tone below\n\t\t-\tanother\n'],
  'a long paragraph behind a tab': ['-\t', 'word after *word* goes on, '],
  'a fence behind tabs': ['- x\n\n\t```js\n', '\tconst answer = 42;\n'],
  'a quote with tabs': ['', '>\ta line of a **quote** here\n'],
  'a list in a quote with tabs': ['', '>\t-\tan item\n>\t\tand more of it\n'],
  'a comment in one line': ['<!-- ', 'words of it '],
  'raw HTML in one line of an item': ['- <div class="a">', 'words of it '],
  'code in one line of a quote': ['> ```\n> ', 'words of it '],
  'lazy lines in an item': ['- a\n', 'lazy words go on here\n'],
  'lazy lines in a list in a quote': ['> - a\n', 'lazy words go on here\n'],
  'lines that are indented deep': [
    '- a\n  - b\n    - c\n      - ',
    'words that go on and on\n        ',
  ],
  'a long task': ['- [ ] ', 'word after *word* goes on, '],
  'a task of many lines': ['- [x] ', 'word after *word* goes on\n  '],
  'lines that end as items begin': ['', 'word words -\n'],
  headings: ['', '## A heading of a few words\n\n'],
  alerts: ['', '> [!NOTE]\n> a line of it\n\n'],
  definitions: ['', '[a label]: https://a.example/path\n'],
  'raw HTML with blank lines': ['<div>\n', '<p>words</p>\n\n'],
  'bold words without an end': ['**', 'word after word goes on, '],
  'a table': ['| a | b |\n|---|---|\n', '| cell one | **cell** two |\n'],
  'a table in a quote': ['> | a | b |\n> |---|---|\n', '> | cell one | **cell** two |\n'],
  'a quote': ['', '> a paragraph of a **quote**\n>\n'],
  'a quote of one paragraph': ['', '> a line of a **quote** here\n'],
  'a quote with lazy lines': ['', '> a line of a quote\na lazy line below it\n'],
  'lazy lines in a quote in a quote': ['> > a\n', 'lazy words go on here\n'],
  'a quote in a quote': ['> one\n>\n', '> > a line of a **quote** here\n> >\n'],
  'lists in quotes in a list': ['', '- an item\n  > a quote\n  > - in it\n  >   more\n'],
  'a list in a quote in an item': ['- an item\n\n', '  > - in it\n  >   more words\n'],
  'one long line': ['', 'Word after word goes on, **more** of `them`, '],
  'one long line of plain words': ['', 'Word after word goes on, R&D too, '],
  'many soft-wrapped lines': ['', 'a line of words that [goes](/on)\n'],
  'a long paragraph in an item': ['- an item\n\n  ', 'word after *word* goes on, '],
  'Chinese without a space': ['', '这是一段没有空格的中文，很长。'],
  'Chinese in lines': ['', `${'这是一段没有空格的中文。'.repeat(5)}\n`],
  'Thai in an item': ['- ', 'นี่คือย่อหน้าภาษาไทยที่ไม่มีช่องว่าง'],
  'Chinese with bold words in a quote': ['> ', '这是**重点**内容的一段，'],
  'emoji in a heading': ['# ', '👩‍👩‍👧😀🇩🇪'],
  'Japanese in a cell': ['| a | b |\n|---|---|\n| one | ', 'これは日本語の段落です。'],
  base64: ['', 'aGVsbG8gd29ybGQg'],
  'a long link text': ['[', 'word word '],
  'many pipes': ['', 'a | b | c \\| d words '],
  'ampersands and references': ['', 'R&D &#169; '],
  'private characters': ['', '\ue000 word '],
  'a long address': ['see https://a.example/', 'path/of-words?and=more_of&it'],
  'what might be mail addresses': ['', 'a@'],
  'mail addresses in a row': ['', 'a.b@c.d.'],
  'references without spaces': ['', '[ref][two][three]'],
  'character references without spaces': ['', '&#169;'],
  ampersands: ['', '&'],
  'lines with hard breaks': ['', 'word  \n'],
  'escapes in a row': ['', '\\*a'],
  'letters that join others': ['e', '\u0301'],
  'underscores in words': ['', 'a_b_c_'],
  'a star behind a number, and bold words': ['5*3 ', 'some **bold** words '],
  'a long line behind stray marks': ['a *stray and x<y and [0, 1) ', 'then words and words '],
  'lines that are indented as code': ['word ', '\tword after word\n'],
  'a task whose lines are indented behind its box': ['- [x] a\n', '      more of it\n'],
  'code in one line': ['    ', '1 + 2 '],
  'raw HTML without letters': ['<div> ', '1 + 2 '],
  'a rule of dashes': ['', '- '],
  'a rule of stars': ['', '*'],
  'an underline': ['a\n', '-'],
  'equal signs': ['', '='],
  'pipes without words': ['', '|'],
  'brackets without words': ['', '[]'],
  'open brackets': ['', '['],
  'a row of too many cells': ['| a | b |\n|---|---|\n', '| x '],
  'a row of dashes below no such head': ['| a | b |\n|', '---|'],
  'a cell of blanks': ['| a | b |\n|---|---|\n| x |', ' '],
  'blanks behind a word': ['a', ' '],
  'blank lines': ['a\n', '\n'],
};

/** No kind costs more than this, in pieces of 4 characters: about the last line or two at each step. */
const most = 48;

function grow(name: string, size: number): string {
  const [head = '', part = ''] = kinds[name] ?? [];
  return (head + part.repeat(Math.ceil(size / part.length))).slice(0, size);
}

describe('the characters lexed per appended character are at most 48', () => {
  it.each(Object.keys(kinds))('for 4 KB and 64 KB of %s', (name) => {
    expect(workFor(grow(name, 4096), 4)).toBeLessThan(most);
    // In larger pieces the work is less; that it does not grow with the size counts.
    const part = workFor(grow(name, 4096), 32);
    expect(workFor(grow(name, 65_536), 32)).toBeLessThan(1.1 * part + 0.5);
  });

  it.each(['mixed text', 'one fence', 'a quote of one paragraph', 'many soft-wrapped lines'])(
    'for 1 MB of %s',
    (name) => {
      const part = workFor(grow(name, 65_536), 256);
      expect(workFor(grow(name, 1_048_576), 256)).toBeLessThan(1.1 * part + 0.5);
    },
  );
});

it.each([
  ['', ''],
  ['- ', '  '],
  ['> ', '> '],
])('fences in a fence of markdown behind %j cost no more than its lines', (first, rest) => {
  const lines = ['# a', '', '```sh', 'npm i', '```', '', 'Text'].map((line) => `${rest}${line}\n`);
  const { extensions = [] } = tolerate({}, rareRules);
  const work = (kilobytes: number) => {
    const text = `${first}\`\`\`md\n${lines.join('').repeat(kilobytes * 32)}`;
    return workFor(text, 32, { extensions });
  };
  expect(work(16)).toBeLessThan(4);
  expect(work(64)).toBeLessThan(1.1 * work(4) + 0.5);
});

describe('what is kept of an open block', () => {
  it('is the same object at the next step', () => {
    const parser = new BlockParser();
    parser.push('> - one\n>\n>   two\n>\n>   three\n>\n>   fo');
    const before = itemTokens(parser);
    parser.push('ur');
    const after = itemTokens(parser);
    expect(after.slice(0, 4).map((token, at) => token === before[at])).toEqual(Array(4).fill(true));
  });
});

function itemTokens(parser: BlockParser): unknown[] {
  const quote = parser.open[0]?.token as { tokens: { items: { tokens: unknown[] }[] }[] };
  return quote.tokens[0]?.items[0]?.tokens ?? [];
}

describe('what stands in and around footnotes costs no more than its lines', () => {
  it.each([
    ['references in text', '', 'word[^1] '],
    ['notes of two lines', '', '[^1]: a note\n    and more of it\n\n'],
    ['a note of lines', '[^1]: a note\n', '    more of it\n'],
    ['a note of paragraphs', '[^1]: a note\n\n', '    a paragraph of it\n\n'],
    ['a list in a note', '[^1]: a note\n\n', '    - an item of it\n'],
    ['a fence in a note in a quote', '> [^1]: a note\n>\n>     ```js\n', '>     const a = 42;\n'],
  ])('%s', (_, head, part) => {
    const options = { extensions: extensionsOf([footnotes]), inlineMarks: marksOf([footnotes]) };
    const work = (size: number) => workFor(head + part.repeat(size / part.length), 32, options);
    expect(work(32_768)).toBeLessThan(1.1 * work(4096) + 0.5);
  });
});
