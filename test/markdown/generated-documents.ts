import * as fc from 'fast-check';

const word = fc.constantFrom(
  'alpha',
  'beta',
  'gamma',
  '**bold**',
  '*em*',
  '`code`',
  '[link](/u)',
  '[ref]',
  '[ref][two]',
  '~~gone~~',
  '<b>tag</b>',
  '&amp;',
  'https://a.bc',
  '![i](/i)',
  '\\*',
  'line  \nbreak',
  'é',
  '👩‍👩‍👧',
  '1.',
  '-',
  // What models write.
  'Promise<void>',
  '<pod-name>',
  'costs $25 or $1.5M',
  'R$ 12,50',
  '$x_1$',
  '\\(a|b\\)',
  '~15万和~320万',
  'https://a.example/wiki/Some_Thing_(board_game)',
  '[Your Name]',
  'a[i][j]',
  '[1][2]',
  '[^1]',
  '【1†a】',
  'int *p',
  '> 25',
  'react@18.2.0',
);
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
/** Long enough that its front is settled while it goes on. */
const longLine = fc
  .array(word, { minLength: 30, maxLength: 60 })
  .map((words) => `Long ${words.join(' ')}`);
const paragraph = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));

const leaf = fc.oneof(
  paragraph,
  { arbitrary: longLine, weight: 1 },
  line.map((text) => `# ${text}`),
  line.map((text) => `${text}\n===`),
  line.map((text) => `${text}\n---`),
  line.map((text) => `    ${text}\n\n    more`),
  fc
    .tuple(fc.constantFrom('```', '````js', '~~~ '), paragraph)
    .map(([mark, text]) => `${mark}\n${text}\n\n${mark.replace(/[^`~]/g, '')}`),
  paragraph.map((text) => `\`\`\`\n${text}`),
  fc.constantFrom(
    '---',
    '* * *',
    '<div>\n*a*\n</div>',
    '<!-- c\n\nd -->',
    '<pre>\n\nx</pre>',
    '[ref]: /url',
    '[two]: <u> "title"',
    '[ref]: /x\n  "a\n  b"',
    '[ref]: /y\n[two]: /z\n[ref]',
    '<a href="/open">open',
    '</a>',
    '~~~\n```\nin a fence\n```\n~~~',
  ),
  fc.constantFrom(
    '$$\nx = 1\n\n- y\n$$\nwhere',
    'So\n\\[\na\n- b\n\\]\nwhich',
    '\\begin{equation}\nE = mc^2\n\\end{equation}',
    '$$ x\ny $$',
    '$$',
    '<details>\n<summary>More</summary>\n- a\n- **b**\n</details>',
    '<dependency>\n  <id>a</id>\n</dependency>',
    '[^1]: a note\n    of lines',
    '[^1]: another',
    '>= 10 and\nmore',
    '````markdown\n```js\nx\n```\n````',
    '```md\n# a\n```js\nx\n```\nb\n```\nc',
    '| a $x|y$ | `b|c` |\n|---|---|\n| $|z|$ | \\(p|q\\) |',
  ),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((rows) => `| a | b |\n|---|:-:|\n${rows.map((row) => `| ${row} | x |`).join('\n')}`),
);

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((each, index) => (index === 0 ? first : rest) + each)
    .join('\n');
}

const { block } = fc.letrec<{ block: string; blocks: string; quote: string; list: string }>(
  (tie) => ({
    block: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('quote'), tie('list')),
    blocks: fc
      .tuple(fc.array(tie('block'), { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\n\n'))
      .map(([all, gap]) => all.join(gap)),
    quote: fc
      .tuple(tie('blocks'), fc.constantFrom('> ', '> ', '>', '>\t'), fc.nat(40))
      .map(([text, mark, lazy]) => {
        const lines = indent(text, mark, mark).split('\n');
        // One line may lack its mark.
        if (lazy > 0 && lazy < lines.length) lines[lazy] = lines[lazy]?.slice(mark.length) ?? '';
        return lines.join('\n');
      }),
    list: fc
      .tuple(
        fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('- ', '* ', '1. ', '3) ', '- [ ] ', '-\t', '-    ', ' + '),
        fc.constantFrom('\n', '\n\n'),
        fc.boolean(),
      )
      .map(([items, mark, gap, isTab]) => {
        const width = mark.startsWith('- [') ? 2 : mark.length;
        const inner = mark === '-\t' && isTab ? '\t' : ' '.repeat(width);
        return items.map((item) => indent(item, mark, inner)).join(gap);
      }),
  }),
);

/** Documents that nest every kind of block, joined with and without blank lines. */
export const documents: fc.Arbitrary<string> = fc
  .array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n\n', '\r\n\r\n', '\n \n')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((all) => all.flat().join(''));

const snippetList = [
  ['\n', '\n', '\n', '\n\n', '\r', '\r\n', ' ', '  ', '    ', '\t', '  \n', '   \n'],
  [
    '- ',
    '-',
    '* ',
    '+ ',
    '1. ',
    '2. ',
    '2',
    '1)',
    '-\ttab\n',
    '- [ ] ',
    '- a\n',
    '  b\n',
    '10. z\n',
  ],
  ['> ', '>', '# ', '#', '---', '***', '===', '- - -', 'a\n', 'foo bar', 'lazy\n'],
  ['```', '```\n', '~~~', '````\n', '`', '``', '|', '| a | b |\n', '|---|---|\n', '| 1 |', ':-:\n'],
  ['[foo]', '[foo]: /url', '[foo]:\n', '[bar]: /x "', '"', "'", '[bar]', '[foo][bar]', '[', ']'],
  [
    '](/u)',
    '![',
    '<div>',
    '</div>',
    '<!--',
    '-->',
    '<b>',
    '<pre>',
    '</pre>',
    '<?',
    '<foo>',
    '</a>',
  ],
  ['*', '**', '_', '~~', '\\', '&amp;', 'http://x.yz', 'www.a.b', '<a href="x">', 'é', '👩‍👧'],
  ['[<a href="x">][bar]'],
].flat();

/** Marks, starts of lines and lines that mean something to the block grammar. */
export const snippets: fc.Arbitrary<string> = fc.constantFrom(...snippetList);
