import { expect, it } from 'vitest';
import { loadRawHtml, rawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { answers, commonMarkExamples, gfmExamples, readmes } from './corpora.ts';
import { type Step, streamInPage } from './dom-steadiness.ts';

const written = [
  'Note[^1].\n\n[^1]: One <b>bold</b> word.\n[^2]: Another.\n\nMore *text*.',
  '| a | b |\n|---|---|\n| 1 | x<br>y |\n| 2 | z |\n\nBelow &ngE; it.',
  '- one\n- two <kbd>x</kbd>\n  - three\n\n> quote\n>\n> <div>\n>\n> in\n>\n> </div>\n\nend',
  '**bold <i>both</i>** [link <b>b</b>](https://a.example/?a&ouml;=1) `<b>` &ouml;\n\n```&ouml;\ncode\n```',
];
const texts = [...written, ...answers, ...readmes, ...commonMarkExamples, ...gfmExamples].filter(
  (text) => /<[a-z!/?]|&[a-z]/i.test(text),
);

const stream = () => texts.map((text) => streamInPage(text, text.length > 1000 ? 97 : 1));

function isBeginning({ shown }: Step, whole: Step | undefined): boolean {
  const { text = '', kinds = [] } = whole?.shown ?? {};
  return text.startsWith(shown.text) && shown.kinds.every((kind, at) => kind === kinds[at]);
}

// All that is streamed before the first `await` is streamed before anything can load.
it('shows, while what shows raw HTML is loading, a beginning of what it will show, in the same elements', async () => {
  const waiting = stream();
  expect(rawHtml.get()).toBeUndefined();
  await loadRawHtml();
  const loaded = stream();
  const wrong = waiting.flatMap((steps, index) =>
    steps.filter((step, at) => !isBeginning(step, loaded[index]?.[at])),
  );
  expect(wrong.map(({ source }) => source)).toEqual([]);
  const held = waiting.filter((steps, index) => {
    const [step, whole] = [steps.at(-1), loaded[index]?.at(-1)];
    return step?.shown.text !== whole?.shown.text;
  });
  expect(held.length).toBeGreaterThan(50);
});
