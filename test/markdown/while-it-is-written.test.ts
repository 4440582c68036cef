import { beforeAll, describe, expect, it } from 'vitest';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { watchStreaming } from './watch-streaming.ts';

beforeAll(loadOpenBlock);

const link = (url: string) => `<a href="${url}">${url}</a>`;
const table = (cell: string) =>
  `<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>${cell}</td></tr></tbody></table>`;

describe('a formula is shown without the half of what ends it', () => {
  const formulas: readonly (readonly [source: string, mark: string, tex: string])[] = [
    ['\\(E=mc^2\\)', '$', 'E=mc^2'],
    ['\\[ x = 1 \\]', '$$', 'x = 1'],
    ['$$y=2$$', '$$', 'y=2'],
    ['\\(r=4.1\\frac{\\$}{€}\\)', '$', 'r=4.1\\frac{\\$}{€}'],
    ['$$\\boxed{x} \\tag{1}$$', '$$', '\\boxed{x} \\tag{1}'],
    ['\\(95\\%\\)', '$', '95\\%'],
    ['\\(f(x) = \\left(\\frac{a}{b}\\right)\\)', '$', 'f(x) = \\left(\\frac{a}{b}\\right)'],
    [
      '\\[\\begin{bmatrix} a \\\\ b \\end{bmatrix}\\]',
      '$$',
      '\\begin{bmatrix} a \\\\ b \\end{bmatrix}',
    ],
  ];
  const places: readonly (readonly [place: string, text: string, html: string])[] = [
    ['a paragraph', 'So ? is', '<p>So ? is</p>'],
    ['a heading', '## So ? is', '<h2>So ? is</h2>'],
    ['a quote', '> So ? is', '<blockquote><p>So ? is</p></blockquote>'],
    ['an item', '- So ? is', '<ul><li>So ? is</li></ul>'],
    ['a cell', '| a |\n|---|\n| So ? is |', table('So ? is')],
  ];

  describe.each(places)('in %s', (_, text, html) => {
    it.each(formulas)('%s', (source, mark, tex) => {
      const watched = watchStreaming(text.replace('?', () => source));
      const whole = html.replace('?', () => mark + tex + mark);
      expect(watched).toMatchObject({ takenBack: [], strangers: [], html: whole });
      const open = watched.frames.flatMap((frame) => /\$\$?(.*)…\$/.exec(frame)?.slice(1) ?? []);
      expect(open.length).toBeGreaterThan(2);
      expect(open.filter((sofar) => !tex.startsWith(sofar.trim()))).toEqual([]);
    });
  });
});

it.each([
  '| $P(A|B)$ | what |\n|---|---|\n| 1 | 2 |',
  '| what | $|x|$ |\n|---|---|\n| 1 | 2 |',
  '| what | \\(|x|\\) | b |\n|---|---|---|\n| 1 | 2 | 3 |',
  '| Norm $\\|x\\|_2$ | $p(x|y)p(y)$ |\n|:--|--:|\n| 1 | 2 |',
  '| $5 | $6 |\n|---|---|\n| 1 | 2 |',
])('a formula keeps its pipes while the head of a table is written: %s', (text) => {
  expect(watchStreaming(text)).toMatchObject({ takenBack: [], strangers: [] });
});

describe('an address only grows, and its link leads to what is shown', () => {
  const wiki = 'https://example.org/wiki/Some_Thing_(board_game)';
  const file =
    'https://example.org/files/v/Something_-_Keep_all_the_parts_of_a_long_name_or_AM_(Part_two)';

  it.each([
    [wiki, `<p>${link(wiki)}</p>`],
    [`see ${wiki} for it`, `<p>see ${link(wiki)} for it</p>`],
    [`(see ${wiki}), or *${wiki}*`, `<p>(see ${link(wiki)}), or <em>${link(wiki)}</em></p>`],
    [`- ${wiki}\n- b`, `<ul><li>${link(wiki)}</li><li>b</li></ul>`],
    [`| a |\n|---|\n| ${wiki} |`, table(link(wiki))],
    [`参见‘${wiki}’，或${wiki}。`, `<p>参见‘${link(wiki)}’，或${link(wiki)}。</p>`],
    [file, `<p>${link(file)}</p>`],
  ])('%s', (text, html) => {
    const watched = watchStreaming(text);
    expect(watched).toMatchObject({ takenBack: [], strangers: [], html });
    const links = watched.frames.flatMap((frame) => [...frame.matchAll(/href="(.*?)">(.*?)</g)]);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(([, href, shown]) => href !== shown).map(String)).toEqual([]);
  });
});

describe('a line comes as it is written, a few words behind at most', () => {
  it.each([
    'The plans are $10, $20 and $30 a month, with $5 off for students, $3 off for schools, $120 a year for teams of up to $9 each, and $1,200 to $2,400 for companies that pay more than $50 for each of their seats.',
    'Dear [Name of the client], the 4* hotel in [City] has a room at 5 * 3 m for [Number of guests], with a bath and [a view of the sea], all of it from [Date] on; [Name] will meet you at [Place], as in [1] and [2].',
    'Set a[i] = b[j] * 2 for all i in [0, n), then sum x[0] * y[1] and x[1] * y[0], or use [*args] where f(*args) takes [1, 2, 3], and print "[done]" at the end of the loop, which is what all of the tests are for.',
    'Run ls -la | grep foo | wc -l, or a || b, and pick one of yes | no | maybe, as in the type string | number | undefined, then pipe what comes of it into | tee log.txt | tail, which shows no more than ten lines.',
  ])('%s', (text) => {
    expect(text.length).toBeGreaterThan(200);
    for (const size of [1, 7]) {
      const watched = watchStreaming(text, size);
      expect(watched).toMatchObject({ takenBack: [], strangers: [], html: `<p>${text}</p>` });
      expect(watched.longestWait).toBeLessThanOrEqual(24);
    }
  });
});

describe('a drawing in the text', () => {
  const url = 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=';
  const text = `Here: ![bar chart](${url}) is it.`;

  it('is an image as soon as it is whole, and its URL is never text, where all images are trusted', () => {
    const watched = watchStreaming(text, 1, { imagePolicy: 'allow' });
    const html = `<p>Here: <img src="${url}"></img> is it.</p>`;
    expect(watched).toMatchObject({ takenBack: [], html });
  });
});
