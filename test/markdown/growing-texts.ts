import * as fc from 'fast-check';

/** What goes on for ever: lines that come once, and parts of one or more lines that come again and again. */
interface Leaf {
  readonly name: string;
  readonly head: readonly string[];
  readonly parts: readonly (readonly string[])[];
  /** Whether its parts are all in one line. */
  readonly isLine?: boolean;
}

/** Text as models write it, in scripts with and without spaces, with marks that are whole, half or none. */
const phrases: Record<string, readonly string[]> = {
  words: ['word after word goes on, ', 'and *so* on '],
  'bold words': ['**bold** and `code` and ', '[a link](/url) too '],
  'words behind a stray star': ['5*3 and some words ', 'a_b and c '],
  'words in brackets': ['[ref] and [Your Name] ', 'some words '],
  'references in a row': ['[ref][two]'],
  Chinese: ['这是一段没有空格的中文，很长。'],
  'Chinese with bold': ['这是**重点**内容的一段，'],
  Thai: ['นี่คือย่อหน้าภาษาไทยที่ไม่มีช่องว่าง'],
  emoji: ['👩‍👩‍👧😀🇩🇪'],
  base64: ['aGVsbG8gd29ybGQg'],
  'character references': ['&#169;'],
  'ampersands and references': ['R&D &#169; ', '&amp; '],
  'mail addresses': ['a@'],
  'mail addresses of some length': ['me@a.example or '],
  addresses: ['https://a.example/path/of/it '],
  'pieces of an address': ['path/of-words?and=more_of&it/'],
  pipes: ['a | b | c \\| d words '],
  'pipes alone': ['|'],
  dashes: ['- '],
  'raw tags': ['<b>bold</b> and <i>more</i> '],
  'an open tag': ['word <a href="x and '],
  'inline code that is open': ['word `code and '],
  escapes: ['\\*a \\[b '],
  prices: ['costs $25 or $1.5M and '],
  formulas: ['where $x_1$ is \\(a\\) and '],
  citations: ['said【1†a】and [1] '],
  'notes of a text': ['word[^1] and '],
  'placeholders and types': ['Promise<void> or <pod-name> '],
  'private characters': ['\ue000 word '],
  'dots and digits': ['1.2.3.'],
  dollars: ['$'],
  stars: ['*'],
  'stars and spaces': ['* '],
  underscores: ['_'],
  tildes: ['~ '],
  backticks: ['` '],
  brackets: ['['],
  'closed brackets': ['[]'],
  parentheses: ['(a) '],
  'plus signs': ['+ '],
  hashes: ['# '],
  'equal signs': ['='],
  numbers: ['1. '],
  'angle brackets': ['> '],
  'less-than signs': ['< '],
  colons: [':-|'],
  backslashes: ['\\'],
  quotes: ['"a" '],
  'combining marks': ['e\u0301'],
  'wide spaces': ['中\u3000文 '],
  'no-break spaces': ['a\u00a0b '],
};

const lineHeads: readonly string[] = [
  '',
  '',
  '',
  'So it is: ',
  '# ',
  '**',
  '[',
  '<b>',
  '[ref]: ',
  'https://a.example/',
  '$$',
  '\\[',
  '<!-- ',
  '<div> ',
  '| a | b |\n|---|---|\n| ',
  'a | b\n--|--\nx | ',
  '```\n',
  '    ',
  '[^1]: ',
  '![',
  'word [',
];

const longLines: fc.Arbitrary<Leaf> = fc
  .tuple(fc.constantFrom(...Object.keys(phrases)), fc.constantFrom(...lineHeads))
  .map(([name, head]) => {
    const lines = head.split('\n');
    const first = lines.pop() ?? '';
    const parts = (phrases[name] ?? []).map((part) => [part]);
    return {
      name: `one line of ${name}${head === '' ? '' : ` behind ${JSON.stringify(head)}`}`,
      head: [...lines, first],
      parts,
      isLine: true,
    };
  });

const softLines: fc.Arbitrary<Leaf> = fc
  .tuple(
    fc.constantFrom(...Object.keys(phrases)),
    fc.constantFrom(
      '',
      '',
      '[^1]: ',
      '# a\n',
      '[ref]: /url\n',
      'word ',
      '- a\n\n',
      '$$\n',
      '\\[\n',
    ),
    fc.constantFrom('', '', '  ', '\\', '    ', '\t'),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([name, head, end, times]) => {
    const isBefore = end.length > 2 || end === '\t';
    const part = (phrases[name] ?? []).join('').repeat(times).trimEnd() || 'x';
    const line = isBefore ? end + part : part + end;
    return {
      name: `lines of ${times} × ${name}${head === '' ? '' : ` behind ${JSON.stringify(head)}`}${end === '' ? '' : ` with ${JSON.stringify(end)}`}`,
      head:
        head === ''
          ? []
          : head.split('\n').filter((each, at, all) => at < all.length - 1 || each !== ''),
      parts: [[line]],
    };
  });

/** Blocks that are whole in a few lines, or go on. */
const blocks: readonly Leaf[] = [
  ['a fence', ['```js'], ['const answer = 42;']],
  ['a fence with blank lines', ['~~~'], ['const answer = 42;', '', '  more']],
  ['fences', [], ['```js', 'const answer = 42;', '```', '']],
  ['indented code', [], ['    const answer = 42;']],
  ['raw HTML', ['<div>'], ['<p>words</p>']],
  ['raw HTML with blank lines', ['<div>'], ['<p>words</p>', '']],
  ['a comment', ['<!-- a'], ['words of it', '']],
  ['a pre', ['<pre>'], ['words *of* it', '']],
  ['details', ['<details>', '<summary>A</summary>', ''], ['words **of** it', '']],
  ['XML', ['<dependency>'], ['<groupId>org.acme</groupId>']],
  ['a table', ['| a | b |', '|---|---|'], ['| one | **two** |']],
  ['a table of Chinese', ['| a | b |', '|---|---|'], ['| 这是 | **重点**内容 |']],
  ['a table without edges', ['a | b', '--|--'], ['one | **two**']],
  ['a wide table', [`|${' a |'.repeat(30)}`, `|${'--|'.repeat(30)}`], [`|${' x |'.repeat(30)}`]],
  ['headings', [], ['## A heading of a few words', '']],
  ['headings without gaps', [], ['## A heading of a few words', 'and a line']],
  ['headings with underlines', [], ['A heading', '===', '']],
  ['definitions', [], ['[a label]: https://a.example/path']],
  ['definitions with titles', [], ['[a label]: https://a.example/path', '  "a title"', '']],
  ['rules', [], ['---', '']],
  ['rules of stars', [], ['* * *']],
  ['paragraphs', [], ['a paragraph of **bold** words', '']],
  ['paragraphs of two lines', [], ['a paragraph of words', 'in two lines', '']],
  ['notes', [], ['[^1]: a note', '']],
  ['notes of lines', [], ['[^1]: a note', '    and more of it', '']],
  ['a note of paragraphs', ['[^1]: a note', ''], ['    a paragraph of it', '']],
  ['a note of lines', ['[^1]: a note'], ['    more of it']],
  ['a note of items', ['[^1]: a note', ''], ['    - an item of it']],
  ['display formulas', [], ['$$', 'x = 1', '$$', '']],
  ['a display formula', ['$$'], ['x_1 = a + b']],
  ['a display formula in brackets', ['\\['], ['x_1 = a + b', '']],
  ['an environment', ['\\begin{equation}'], ['x_1 = a + b']],
  ['alerts', [], ['> [!NOTE]', '> a line of it', '']],
  ['tasks', [], ['- [ ] a task']],
  ['loose tasks', [], ['- [x] a task', '']],
  ['items', [], ['* an item **with** words']],
  ['loose items', [], ['1. an item', '', '   with a paragraph', '']],
  ['items with lazy lines', [], ['- an item', 'lazy words']],
  ['quotes', [], ['> a quote', '']],
  ['quotes with lazy lines', [], ['> a quote', 'lazy words']],
  ['quotes in quotes with lazy lines', [], ['> > a quote', 'lazy words']],
  ['a fence of markdown', ['```md'], ['# a', '', 'text']],
  ['a fence of markdown with fences', ['```md'], ['# a', '```sh', 'npm i', '```']],
  ['blank lines', ['a'], ['']],
  ['lines of blanks', ['a'], ['   ']],
].map(([name, head, lines]) => ({
  name: name as string,
  head: head as string[],
  parts: [lines as string[]],
}));

/** One level around it. */
interface Container {
  readonly name: string;
  readonly wrap: (parts: readonly (readonly string[])[]) => string[][];
}

type Lack = 'none' | 'second' | 'all' | 'third';

function lacks(how: Lack, at: number): boolean {
  if (how === 'second') return at % 2 === 1;
  if (how === 'third') return at % 3 === 2;
  return how === 'all' && at > 0;
}

function quote(mark: string, lack: Lack): Container {
  return {
    name: `a quote ${JSON.stringify(mark)}${lack === 'none' ? '' : ` that ${lack} lines lack`}`,
    wrap(parts) {
      let at = -1;
      return parts.map((lines) =>
        lines.map((line) => {
          at++;
          const isLazy = lacks(lack, at) && /^\s*[\p{L}*[(]/u.test(line);
          return isLazy ? line : mark + line;
        }),
      );
    },
  };
}

function item(marker: string, inner: string, every: number, lack: Lack, gap: boolean): Container {
  const many = every === Infinity ? 'one item' : `items of ${every}`;
  const lazy = lack === 'none' ? '' : ` that ${lack} lines lack`;
  return {
    name: `${many} ${JSON.stringify(marker)}/${JSON.stringify(inner)}${lazy}${gap ? ', loose' : ''}`,
    wrap(parts) {
      let at = -1;
      return parts.map((lines, index) => {
        const isFirst = index === 0 || index % every === 0;
        const wrapped = lines.map((line, lineAt) => {
          at++;
          if (isFirst && lineAt === 0) return marker + line;
          const isLazy = lacks(lack, at) && /^\s*[\p{L}*[(]/u.test(line);
          return isLazy ? line : line === '' ? '' : inner + line;
        });
        return gap ? [...wrapped, ''] : wrapped;
      });
    },
  };
}

const lack = fc.constantFrom<Lack>('none', 'none', 'none', 'second', 'third', 'all');

const container: fc.Arbitrary<Container> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('> ', '> ', '>', '>\t'), lack)
      .map(([mark, how]) => quote(mark, how)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ['- ', '  '],
          ['- ', '  '],
          ['* ', '  '],
          ['1. ', '   '],
          ['12) ', '    '],
          ['-   ', '    '],
          ['-\t', '\t'],
          ['- [ ] ', '  '],
          ['- [x] ', '      '],
          ['- ', '    '],
          ['- ', '\t'],
        ),
        fc.constantFrom(1, 1, 2, Infinity, Infinity),
        lack,
        fc.boolean(),
      )
      .map(([[marker = '', inner = ''], every, how, gap]) => item(marker, inner, every, how, gap)),
  },
);

/** A text that can be as long as one likes. */
export interface GrowingText {
  readonly name: string;
  readonly ofLength: (length: number) => string;
}

function grow(leaf: Leaf, containers: readonly Container[], length: number): string {
  const size = leaf.parts.reduce((sum, part) => sum + part.join('\n').length + 1, 0);
  const times = Math.ceil(length / size) + 1;
  const all = Array.from({ length: times }, () => leaf.parts).flat();
  let parts: string[][] = leaf.isLine
    ? [[...leaf.head.slice(0, -1), (leaf.head.at(-1) ?? '') + all.map(([part]) => part).join('')]]
    : leaf.head.length > 0
      ? [[...leaf.head, ...(all[0] ?? [])], ...all.slice(1).map((part) => [...part])]
      : all.map((part) => [...part]);
  for (const { wrap } of containers) parts = wrap(parts);
  return parts.flat().join('\n').slice(0, length);
}

/** What models could write for ever: a leaf in any containers, which lines may lack. */
export const growingTexts: fc.Arbitrary<GrowingText> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: longLines },
      { weight: 3, arbitrary: softLines },
      { weight: 4, arbitrary: fc.constantFrom(...blocks) },
    ),
    fc.array(container, { maxLength: 3 }),
  )
  .map(([leaf, containers]) => ({
    name: [leaf.name, ...containers.map(({ name }) => name)].join(' in '),
    ofLength: (length) => grow(leaf, containers, length),
  }));
