// @vitest-environment node
import { expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import { glyphsOf, textOf } from './visible-text.ts';

const segmenter = new Intl.Segmenter();

function graphemesOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

it.each([
  ['emoji with joiners', 'a 👩‍👩‍👧‍👦 b 🏳️‍🌈 c 👩🏽‍💻.'],
  ['skin tones', '👍🏽👍🏿 and 👋🏻'],
  ['flags', '🇩🇪🇫🇷 and 🇯🇵 x'],
  ['text emoji', '❤️ ☀️ ✔️ ok'],
  ['vowel signs', 'नमस्ते दुनिया, สวัสดีครับ, வணக்கம்.'],
  ['points and signs', 'שָׁלוֹם and السَّلَامُ عَلَيْكُم.'],
  ['jamo', '\u1112\u1161\u11ab\u1100\u1173\u11af and 한글.'],
  ['marks where marks stand', 'a\u0301 then e\u0301lan cafe\u0301 o\u0302\u0323.'],
  ['in bold', '**👩‍🚀 and 🇩🇪** x'],
  ['in code', '`👩‍🚀🇩🇪` x'],
  ['in a fence', '```\nlet a = "👩‍🚀🇩🇪";\n```'],
  ['in a table', '| 👩‍🚀 | b |\n|---|---|\n| 🇩🇪 | 👍🏽 |'],
])('no half of %s is shown', (_, text) => {
  const parser = new BlockParser();
  const show = () =>
    graphemesOf(
      textOf(
        parser.pages.flatMap((page) =>
          page.blocks.flatMap((block) => glyphsOf(completeToken(block))),
        ),
      ),
    );
  // By code unit, so that pairs are cut as well. The first mark after a Latin letter is a surprise.
  const steps = text.split('').map((unit) => {
    parser.push(unit);
    return show();
  });
  const final = steps.at(-1) ?? [];
  const halves = steps.filter(
    (shown) => shown.some((grapheme, at) => grapheme !== final[at]) && shown.join('') !== 'a',
  );
  expect(halves).toEqual([]);
});
