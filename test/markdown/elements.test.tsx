import { render } from '@testing-library/react';
import { tests } from 'commonmark-spec';
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { semanticHtml } from './semantic-html.ts';

beforeAll(loadRawHtml);

/** What marked's own renderer makes of a text, sanitised. */
function reference(markdown: string): string {
  const root = document.createElement('div');
  root.innerHTML = DOMPurify.sanitize(marked.parse(markdown, { async: false }));
  return semanticHtml(root);
}

function ours(markdown: string): string {
  const { container, unmount } = render(
    <StreamingMarkdown imagePolicy="allow" tolerances={false}>
      {markdown}
    </StreamingMarkdown>,
  );
  const html = semanticHtml(container.firstElementChild!);
  unmount();
  return html;
}

// A raw block that leaves its element open would swallow the markdown after it: here it ends with
// itself. The same goes for raw links that a paragraph leaves open, and forms are not shown at all.
const openHtml =
  /^<(?:DIV|div|del|table|textarea)|<pre>|<a (?!href="x")|<a\s*\/?>|\(<b>c\)|<!\[CDATA/;
const examples = tests.filter(({ markdown }) => !openHtml.test(markdown.trim()));

const gfm = [
  '| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | **2** | `3` | [4](x) |\n| \\| | | |',
  '| only | head |\n|---|---|',
  '- [x] done\n- [ ] *to do*\n  - [X] nested\n',
  '1. [ ] loose\n\n2. [x] task',
  '~~gone~~ and ~one~ www.example.com and <b>**bold**</b> me@example.com',
  'x<br>y <kbd>Ctrl</kbd>+<sub>2</sub> <del>a *b* c</del> <unknown>text</unknown>',
  '<details open>\n<summary>Sum</summary>\n<p align="center">Text</p>\n<table>\n<tr> <td>x</td> </tr>\n</table>\n</details>',
  '7. seven\n8. eight\n\n   ```js\n   code\n   ```\n',
  '&copy; &#35; &#x41; &NotEqualTilde; &amp;lt; `&amp;` [&amp;](/a?b&amp;c "&quot;")',
  '> - a\n>   > b\n>\n> c',
  '![a *b* `c`](/i.png "t") [![in](i.png)](l)',
];

describe('the elements of a message', () => {
  it('has most CommonMark examples to compare', () => {
    expect(examples.length).toBeGreaterThan(600);
  });

  it.each(examples.map(({ number, section, markdown }) => [`${number} (${section})`, markdown]))(
    'are those of marked in CommonMark example %s',
    (_name, markdown) => expect(ours(markdown)).toBe(reference(markdown)),
  );

  it.each(gfm)('are those of marked for %j', (markdown) => {
    expect(ours(markdown)).toBe(reference(markdown));
  });
});
