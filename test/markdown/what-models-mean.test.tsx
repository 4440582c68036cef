import { beforeAll, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { openMessage, renderMessage } from './message-page.ts';

beforeAll(async () => {
  await loadRawHtml();
  await loadOpenBlock();
});

/** Texts as users report them, and what they are when they are finished; `$…$` stands for a formula. */
const cases: readonly (readonly [text: string, html: string])[] = [
  // Tags that are none.
  [
    'You need to #include <iostream> and std::vector<int> v',
    '<p>You need to #include &lt;iostream> and std::vector&lt;int> v</p>',
  ],
  ['use <box-name> here', '<p>use &lt;box-name> here</p>'],
  [
    String.raw`Put \<foo\> and <bar> into the page`,
    '<p>Put &lt;foo> and &lt;bar> into the page</p>',
  ],
  ['cp <source> <target>', '<p>cp &lt;source> &lt;target></p>'],
  [
    '<dependency>\n  <groupId>org.acme</groupId>\n</dependency>',
    '<p>&lt;dependency>\n  &lt;groupId>org.acme&lt;/groupId>\n&lt;/dependency></p>',
  ],
  [
    'The <title> tag names a page, a <textarea> takes lines.',
    '<p>The &lt;title> tag names a page, a &lt;textarea> takes lines.</p>',
  ],
  ['<thinking>\nLet me see.\n</thinking>\n\nYes.', '\nLet me see.\n\n<p>Yes.</p>'],
  ['<tool_call>\n{}\n</tool_call>', '<p>&lt;tool_call>\n{}\n&lt;/tool_call></p>'],
  [
    '**Map<K, V>** of `<T>`, Promise<void> and [a <b-c>](/u)',
    '<p><strong>Map&lt;K, V></strong> of <code>&lt;T></code>, Promise&lt;void> and <a href="/u">a &lt;b-c></a></p>',
  ],
  ['- <name>: it\n- H<sub>2</sub>O', '<ul><li>&lt;name>: it</li><li>H<sub>2</sub>O</li></ul>'],
  // Comparisons in items.
  [
    '- > 25\n- >= 10\n- > a quote',
    '<ul><li>> 25</li><li>>= 10</li><li><blockquote><p>a quote</p></blockquote></li></ul>',
  ],
  // Display formulas in items and behind a line of text.
  [
    '1. M:\n   $$\n   m = 1\n   $$\n   where\n\n2. x',
    '<ol><li><p>M:</p>$$m = 1$$<p>where</p></li><li><p>x</p></li></ol>',
  ],
  ['- M:\n  $$\n  x\n  $$\n  where $y$', '<ul><li>M:$$x$$where $y$</li></ul>'],
  [
    '1. A\n\n2. M:\n   \\[\n   m\n   \\]\n   where',
    '<ol><li><p>A</p></li><li><p>M:</p>$$m$$<p>where</p></li></ol>',
  ],
  ['- t:\n  \\[\n  m\n  \\]\nlazy', '<ul><li>t:$$m$$lazy</li></ul>'],
  [
    'So we get\n\\[\na\n- b\n= c\n\\]\nwhich is it.',
    '<p>So we get</p>$$a\n- b\n= c$$<p>which is it.</p>',
  ],
  [
    '极值点，\n\\[\n\\lambda=-2\\pm3\\sqrt3.\n\\]\n于是\n\\[\na\n= b\n- c\n\\]\nend',
    '<p>极值点，</p>$$\\lambda=-2\\pm3\\sqrt3.$$<p>于是</p>$$a\n= b\n- c$$<p>end</p>',
  ],
  ['$$\na = b\n\nc = d\n$$', '$$a = b\n\nc = d$$'],
  [
    '\\begin{equation}\nE = mc^2\n\\end{equation}',
    '$$\\begin{equation}\nE = mc^2\n\\end{equation}$$',
  ],
  ['That is $ 6 \\times 7 $.', '<p>That is $6 \\times 7$.</p>'],
  [
    'So \\begin{align*} a &= b \\\\ c &= d \\end{align*} is **it**.',
    '<p>So $$\\begin{align*} a &= b \\\\ c &= d \\end{align*}$$ is <strong>it</strong>.</p>',
  ],
  [
    'Text:\n\\begin{equation}\nx\n\\end{equation}\nmore, and \\begin{equation} too.',
    '<p>Text:</p>$$\\begin{equation}\nx\n\\end{equation}$$<p>more, and \\begin{equation} too.</p>',
  ],
  ['$ 2 + 2 = 4 $ and $ 10 = 2 \\cdot 5 $.', '<p>$2 + 2 = 4$ and $10 = 2 \\cdot 5$.</p>'],
  [
    'R$ 1 × 3 = R$ 3, $ 5 per user, $ 10 / month and $ 20',
    '<p>R$ 1 × 3 = R$ 3, $ 5 per user, $ 10 / month and $ 20</p>',
  ],
  // Formulas bind tighter than cells.
  [
    '| a | b |\n|---|---|\n| Odds | $Q(C|D) = \\frac{Q(D|C)}{Q(D)}$ |',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>Odds</td><td>$Q(C|D) = \\frac{Q(D|C)}{Q(D)}$</td></tr></tbody></table>',
  ],
  [
    '| a | b |\n|---|---|\n| $|x|$ | \\(P(A|B)\\) |\n| $P(A|B)$ and $P(B|A)$ | $5 |',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>$|x|$</td><td>$P(A|B)$</td></tr><tr><td>$P(A|B)$ and $P(B|A)$</td><td>$5</td></tr></tbody></table>',
  ],
  [
    '| a | b |\n|---|---|\n|$x$|$y$|\n|$HOME|$PATH|\n|$5|$10|\n| A$ | B$ |\n| $\\|v\\|$ | `c` |',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>$x$</td><td>$y$</td></tr><tr><td>$HOME</td><td>$PATH</td></tr><tr><td>$5</td><td>$10</td></tr><tr><td>A$</td><td>B$</td></tr><tr><td>$|v|$</td><td><code>c</code></td></tr></tbody></table>',
  ],
  // Escaped brackets in links, formulas elsewhere.
  [
    '[ \\[pdf\\] 报告 ](http://www.example.org/x.pdf)',
    '<p><a href="http://www.example.org/x.pdf"> [pdf] 报告 </a></p>',
  ],
  [
    '**[\\[a\\]](/u)** and [ \\(x\\) b](/u)',
    '<p><strong><a href="/u">[a]</a></strong> and <a href="/u"> $x$ b</a></p>',
  ],
  ['[0, 1] and \\[x + y\\] z', '<p>[0, 1] and $$x + y$$ z</p>'],
  // Addresses.
  [
    'Install react@18.2.0 and @types/node@20.11.5',
    '<p>Install react@18.2.0 and @types/node@20.11.5</p>',
  ],
  [
    '参见‘https://example.org/x’即可。',
    '<p>参见‘<a href="https://example.org/x">https://example.org/x</a>’即可。</p>',
  ],
  // A fence of markdown with fences of its own length.
  [
    '```md\n# Use\n```py\nx = 1\n```\nDone.\n```\nThat is **it**.',
    '<pre><code># Use\n```py\nx = 1\n```\nDone.\n</code></pre><p>That is <strong>it</strong>.</p>',
  ],
  [
    '1. File:\n   ```markdown\n   ```sh\n   npm i\n   ```\n\n   ```js\n   x\n   ```\n   ```\n2. b',
    '<ol><li>File:<pre><code>```sh\nnpm i\n```\n\n```js\nx\n```\n</code></pre></li><li>b</li></ol>',
  ],
  [
    '> ~~~md\n> ~~~\n> a\n\n````md\n```sh\nb\n```\n````',
    '<blockquote><pre><code></code></pre><p>a</p></blockquote><pre><code>```sh\nb\n```\n</code></pre>',
  ],
  // Tildes, a mark of byte order, details.
  ['大概~15万和~320万', '<p>大概~15万和~320万</p>'],
  ['\ufeff- a', '<ul><li>a</li></ul>'],
  [
    '<details>\n<summary>More</summary>\n- a\n- **b**\n</details>',
    '<details>\n\n<summary>More</summary>\n\n<ul><li>a</li><li><strong>b</strong></li></ul></details>',
  ],
  [
    'text\n<details>\n<summary>More</summary>\n\n---\n\nb\n\n</details>',
    '<p>text</p><details>\n\n<summary>More</summary>\n<hr></hr><p>b</p></details>',
  ],
];

const long = `${'- a list that has streamed before\n'.repeat(60)}\n`;

describe.each(cases)('%j', (text, html) => {
  it('is what is meant', () => {
    expect(renderMessage(text).html).toBe(html);
  });

  it('takes nothing back while it streams, and ends as the whole, behind a long block as well', () => {
    const final = renderMessage(text).text;
    const page = openMessage();
    let before = '';
    const back = Array.from({ length: text.length }, (_, at) => {
      page.show(text.slice(0, at + 1), true);
      const shown = page.text();
      const isSteady = final.startsWith(shown) && shown.startsWith(before);
      before = shown;
      return isSteady ? [] : [text.slice(0, at + 1)];
    }).flat();
    expect(back).toEqual([]);
    expect(page.show(text)).toBe(html);
    page.close();
  });

  it('is the same behind a long block', () => {
    const page = openMessage();
    page.show(long, true);
    for (let end = 1; end < text.length; end += 3) page.show(long + text.slice(0, end), true);
    expect(page.show(long + text)).toBe(renderMessage(long + text).html);
    page.close();
  });
});

it('ends cells at every pipe, and leaves environments in lines alone, without looseMath', () => {
  const page = openMessage({ tolerances: { looseMath: false } });
  expect(page.show('| a | b |\n|---|---|\n| $|x|$ | b |')).toContain('<td>$</td><td>x</td>');
  expect(page.show('a \\begin{equation} x \\end{equation} b')).not.toContain('$$');
  page.close();
});

describe('the notes of a message', () => {
  it('keep their places while definitions come in another order than references', () => {
    const text = 'a[^1] b[^2]\n\n[^2]: second\n\n[^1]: first\n';
    const page = openMessage();
    const final = renderMessage(text).text;
    for (let end = 1; end <= text.length; end++) {
      page.show(text.slice(0, end), true);
      expect(final.startsWith(page.text())).toBe(true);
    }
    page.close();
  });
});
