import { beforeAll, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { renderMessage } from './message-page.ts';
import { watchStreaming } from './watch-streaming.ts';

beforeAll(async () => {
  await loadRawHtml();
  await loadOpenBlock();
});

const table = (head: string, row: string) =>
  `<table><thead><tr>${head}</tr></thead><tbody><tr>${row}</tr></tbody></table>`;

type Row = readonly [text: string, html: string, formulas?: number];

/** What models write, by its kind, what it is, and how many formulas are in it, which stand in `$…$`. */
const kinds: Record<string, readonly Row[]> = {
  'amounts of money are text from their first character on': [
    ...[
      'The team plan costs $25 per user, the small one $5.',
      '$12K flat, Stage 2 at $9K',
      'It costs $120 - $240 in all, or $5-$10 each, $10/$20.',
      'US$100、NT$3,000 與 HK$50，R$ 12,50/metro',
      'Raised $1.4M (up 20%) from $800K; EV is $6B',
      '$1 = €0.9, $5+$6=$11, (~$25k) and $0.10/1K to $0.30/1K',
    ].map((text) => [text, `<p>${text}</p>`] as const),
    ['**$640 is a lot to pay**', '<p><strong>$640 is a lot to pay</strong></p>'],
    [
      '每月 **$120+ → $18**（少 **85%**），大约$5',
      '<p>每月 <strong>$120+ → $18</strong>（少 <strong>85%</strong>），大约$5</p>',
    ],
    [
      'Total = $4 \\times 3$, so you pay $12 and get $2 back. Formula: $F=ma$.',
      '<p>Total = $4 \\times 3$, so you pay $12 and get $2 back. Formula: $F=ma$.</p>',
      2,
    ],
    ['### $5 plan\n- Price: $6', '<h3>$5 plan</h3><ul><li>Price: $6</li></ul>'],
    [
      '| a | b |\n|---|---|\n| $5 | $10–$20 |',
      table('<th>a</th><th>b</th>', '<td>$5</td><td>$10–$20</td>'),
    ],
  ],
  'dollars in code are code': [
    ['Write `$$` or `$x$`.', '<p>Write <code>$$</code> or <code>$x$</code>.</p>'],
    [
      'C# uses $"..." and `$PATH`, … use `$`x`$`',
      '<p>C# uses $"..." and <code>$PATH</code>, … use <code>$</code>x<code>$</code></p>',
    ],
    ['a $x `y` z$ b', '<p>a $x <code>y</code> z$ b</p>'],
    ['```latex\n$x$ \\frac{a}{b}\n```\nso', '<pre><code>$x$ \\frac{a}{b}\n</code></pre><p>so</p>'],
  ],
  'formulas stand beside letters and blocks': [
    ['增加$x$的和$y_1$个', '<p>增加$x$的和$y_1$个</p>', 2],
    ['the $n$-th and the $2$nd', '<p>the $n$-th and the $2$nd</p>', 2],
    [
      '<table><tr><td>\n\n$x^2$\n\n</td></tr></table>',
      '<table><tbody><tr><td>\n<p>$x^2$</p></td></tr></tbody></table>',
      1,
    ],
    [
      '极值点 \\((x,y)\\neq(1,1)\\)，\n\\[\n\\lambda=-2\\pm3\\sqrt3.\n\\]\n于是\n\\[\na\n= b\n- c\n\\]\nend',
      '<p>极值点 $(x,y)\\neq(1,1)$，</p>$$\\lambda=-2\\pm3\\sqrt3.$$<p>于是</p>$$a\n= b\n- c$$<p>end</p>',
      3,
    ],
    [
      '| a | b |\n|---|---|\n| Odds | $Q(C|D)$ |\n| $|x|$ | \\(|y|\\) |',
      table(
        '<th>a</th><th>b</th>',
        '<td>Odds</td><td>$Q(C|D)$</td></tr><tr><td>$|x|$</td><td>$|y|$</td>',
      ),
      3,
    ],
  ],
  'brackets that are no link are there from the start, or come once': [
    ...["Dear [Client's Name],", '[Report A](files/my report.pdf) and …', 'a [b] c: [d]'].map(
      (text) => [text, `<p>${text}</p>`] as const,
    ),
    [
      '1. **x**: [Insert data]\n2. **y**: [Insert more]\n3. z',
      '<ol><li><strong>x</strong>: [Insert data]</li><li><strong>y</strong>: [Insert more]</li><li>z</li></ol>',
    ],
    ['([a](/u)) and [[a](/u)]', '<p>(<a href="/u">a</a>) and [<a href="/u">a</a>]</p>'],
    ['[see [1] here](/u)', '<p><a href="/u">see [1] here</a></p>'],
    [
      '[**bold**](/u), **[bold](/u)**',
      '<p><a href="/u"><strong>bold</strong></a>, <strong><a href="/u">bold</a></strong></p>',
    ],
  ],
  'pipes make a table only where one is': [
    ...[
      '| grep foo',
      'Use\n\n| grep foo',
      'Use it so:\n| grep foo\nto filter.',
      '| grep foo | wc -l',
    ].map((text) => [text, `<p>${text.replace('\n\n', '</p><p>')}</p>`] as const),
    ...['ls -la | grep foo | wc -l', 'Step | Formula\nand more', '该值 | 其他\n不是表格'].map(
      (text) => [text, `<p>${text}</p>`] as const,
    ),
    [
      '| a | b |\n|---|---|\n| `Array<M>\\|undefined` | x<br>y |\n\nend',
      `${table('<th>a</th><th>b</th>', '<td><code>Array&lt;M>|undefined</code></td><td>x<br></br>y</td>')}<p>end</p>`,
    ],
    ['| a | b |\n|---|---|\n| 1 |', table('<th>a</th><th>b</th>', '<td>1</td><td></td>')],
    ['| a | b |\n|---|---|\n| 1 | 2 | 3 |', table('<th>a</th><th>b</th>', '<td>1</td><td>2</td>')],
  ],
  'stars between letters and digits are emphasis from the start': [
    ['Compute 5*6*7 and a*b*c', '<p>Compute 5<em>6</em>7 and a<em>b</em>c</p>'],
  ],
};

describe.each(Object.entries(kinds))('%s', (_, rows) => {
  const counted = rows.map(([text, html, formulas = 0]) => [text, html, formulas] as const);

  it.each(counted)('%j', (text, html, formulas) => {
    const finished = renderMessage(text);
    expect(finished.html).toBe(html);
    expect(finished.text.match(/▢/g) ?? []).toHaveLength(formulas);
    for (const size of [1, 2 + (text.length % 8)]) {
      expect(watchStreaming(text, size)).toMatchObject({ takenBack: [], strangers: [], html });
    }
  });
});
