import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

const word = 'a'.repeat(90);
const wide = [
  `A word ${word} and \`${word}\` and https://example.com/${word}`,
  `| ${word} | b |\n|---|---|\n| ${word} | ${word} |`,
  `\`\`\`js\nlet ${word};\n\`\`\``,
  `<pre>\n${word}\n</pre>`,
  `<table>\n<tr><td>${word}</td></tr>\n</table>`,
].join('\n\n');

it('what is too wide breaks or scrolls on pages without a stylesheet, and nothing is cut off', async () => {
  await loadRawHtml();
  const container = document.createElement('div');
  container.style.width = '400px';
  document.body.append(container);
  const root = createRoot(container);
  flushSync(() => root.render(<StreamingMarkdown>{wide}</StreamingMarkdown>));
  const { right } = container.getBoundingClientRect();
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    element !== container &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const cutOff = [...container.querySelectorAll('*')].filter(
    (element) =>
      element.getBoundingClientRect().right > right + 1 &&
      !scrolls(element.parentElement) &&
      element.closest('.rv-visually-hidden') === null,
  );
  expect(cutOff.map((element) => element.outerHTML.slice(0, 80))).toEqual([]);
  expect(container.querySelectorAll('table, pre')).toHaveLength(4);
  root.unmount();
  container.remove();
});
