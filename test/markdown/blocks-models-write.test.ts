import { beforeAll, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { renderMessage } from './message-page.ts';
import { watchStreaming } from './watch-streaming.ts';

beforeAll(async () => {
  await loadRawHtml();
  await loadOpenBlock();
});

const code = (text: string) => `<pre><code>${text}\n</code></pre>`;

/** Blocks as models write them, by what is meant, and what they are. */
const kinds: Record<string, readonly (readonly [text: string, html: string])[]> = {
  'a fence holds its code wherever it stands': [
    [
      '**a.ts:**\n```ts\nlet a;\n```\nso',
      `<p><strong>a.ts:</strong></p>${code('let a;')}<p>so</p>`,
    ],
    ['1. Run\n   ```sh\n   npm i\n   ```\n2. b', `<ol><li>Run${code('npm i')}</li><li>b</li></ol>`],
    [
      '1. Do\n\n    ```py\n    x = 1\n    ```\n2. c',
      `<ol><li><p>Do</p>${code('x = 1')}</li><li><p>c</p></li></ol>`,
    ],
    ['- a\n    ```py\n    x\n    ```\n- b', `<ul><li>a${code('x')}</li><li>b</li></ul>`],
    ['```ts title="a.ts" {1,3}\nlet a;\n```\nso', `${code('let a;')}<p>so</p>`],
    ['````md\n```js\nx\n```\n````\nso', `${code('```js\nx\n```')}<p>so</p>`],
    ['```js\nh = "<div>```</div>";\n```\nso', `${code('h = "&lt;div>```&lt;/div>";')}<p>so</p>`],
    ['```js\nh = `<b></b>`;\n```', code('h = `&lt;b>&lt;/b>`;')],
  ],
  'a list goes on, and only a list is one': [
    ['1. a\n```js\nx\n```\n2. b', `<ol><li>a</li></ol>${code('x')}<ol start="2"><li>b</li></ol>`],
    [
      '1. a\n\n```js\nx\n```\n\n2. b\n3. c',
      `<ol><li>a</li></ol>${code('x')}<ol start="2"><li>b</li><li>c</li></ol>`,
    ],
    ['- a\n  - b\n- c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['1. a\n2. b\n3.', '<ol><li>a</li><li>b</li><li></li></ol>'],
    [
      '- [ ] a\n- [x] b\n- [Insert] c',
      '<ul><li><input></input> a</li><li><input checked=""></input> b</li><li>[Insert] c</li></ul>',
    ],
    ['It was in\n1986. A great year.', '<p>It was in\n1986. A great year.</p>'],
    ['- a\nlazy b\n- c', '<ul><li>a\nlazy b</li><li>c</li></ul>'],
    ['one\n- two\n1. three', '<p>one</p><ul><li>two</li></ul><ol><li>three</li></ol>'],
    [
      '> - a\n> - b\n> > nested\n> more',
      '<blockquote><ul><li>a</li><li>b</li></ul><blockquote><p>nested\nmore</p></blockquote></blockquote>',
    ],
  ],
  'HTML between markdown is what it means': [
    [
      'text\n<details>\n<summary>More</summary>\n\n---\nin\n\n</details>\n\nafter',
      '<p>text</p><details>\n\n<summary>More</summary>\n<hr></hr><p>in</p></details><p>after</p>',
    ],
    ['<thinking>\nLet me see.\n</thinking>\nYes.', '\nLet me see.\n\nYes.\n'],
    ['<section>\nopen\n\nmore', '<section>\nopen\n<p>more</p></section>'],
    ['<div>\n\nopen\n\n- a', '<div>\n<p>open</p><ul><li>a</li></ul></div>'],
    [
      'a<br/>b <kbd>C</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>m</mark>',
      '<p>a<br></br>b <kbd>C</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>m</mark></p>',
    ],
    ['a <!-- b --> c\n\n<!-- d\n\ne -->\nf', '<p>a  c</p><p>f</p>'],
    [
      '<html><body>\n<table><tr><td>x</td></tr></table>\n</body></html>\n\nso',
      '\n<table><tbody><tr><td>x</td></tr></tbody></table>\n\n<p>so</p>',
    ],
  ],
  'headings, alerts, entities, breaks and emoji come as what they are': [
    ['Title\n=====\ntext', '<h1>Title</h1><p>text</p>'],
    ['Title\n---\ntext', '<h2>Title</h2><p>text</p>'],
    ['###标题\n\n### 标题', '<p>###标题</p><h3>标题</h3>'],
    ['> [!NOTE]\n> Mind it.\n\nso', '<blockquote><p>Note</p><p>Mind it.</p></blockquote><p>so</p>'],
    ['&copy; &amp; &lt;b&gt; AT&T', '<p>© & &lt;b> AT&T</p>'],
    ['a  \nb\\\nc', '<p>a<br></br>\nb<br></br>\nc</p>'],
    ['a\tb\n\tc', '<p>a\tb\n\tc</p>'],
    ['👩‍👩‍👧‍👦 family 👨🏽‍💻', '<p>👩‍👩‍👧‍👦 family 👨🏽‍💻</p>'],
  ],
  'marks beside Chinese punctuation are marks, and addresses end there': [
    [
      '**注意。**然后，*强调（字）*后，~~旧（元）~~新，**“好”**的',
      '<p><strong>注意。</strong>然后，<em>强调（字）</em>后，<del>旧（元）</del>新，<strong>“好”</strong>的</p>',
    ],
    [
      '见（https://a.example/x），和https://a.example/y。好',
      '<p>见（<a href="https://a.example/x">https://a.example/x</a>），和<a href="https://a.example/y">https://a.example/y</a>。好</p>',
    ],
    [
      '[*强调*](/u)和[**粗体**](/u)',
      '<p><a href="/u"><em>强调</em></a>和<a href="/u"><strong>粗体</strong></a></p>',
    ],
  ],
};

describe.each(Object.entries(kinds))('%s', (_, rows) => {
  it.each(rows)('%j', (text, html) => {
    expect(renderMessage(text).html).toBe(html);
    for (const size of [1, 2 + (text.length % 8)]) {
      expect(watchStreaming(text, size)).toMatchObject({ takenBack: [], strangers: [], html });
    }
  });
});
