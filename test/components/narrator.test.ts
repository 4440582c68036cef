// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishLabels } from '../../src/components/labels/english-labels.ts';
import { spokenFormula } from '../../src/math/spoken-formula.ts';
import { Narrator } from '../../src/components/announcer/narrator.ts';

const options = { words: englishLabels, spokenFormula };

/** Feeds a text in pieces and collects what is said. */
function sayAll(text: string, step = 1): string[] {
  const narrator = new Narrator(options);
  const said: string[] = [];
  for (let length = step; ; length += step) {
    const isDone = length >= text.length;
    const words = narrator.take(text.slice(0, length), isDone);
    if (words) said.push(words);
    if (isDone) return said;
  }
}
const whole = (text: string): string => sayAll(text, text.length).join(' ');

const sentences =
  'The first sentence is long enough to be said by itself, is it not? The second one follows it at once, word by word. And an end';

describe('Narrator', () => {
  it('speaks in whole sentences, never in tokens', () => {
    expect(sayAll(sentences)).toEqual([
      'The first sentence is long enough to be said by itself, is it not?',
      'The second one follows it at once, word by word. And an end',
    ]);
  });

  it('holds short sentences back until there is enough to say', () => {
    const narrator = new Narrator(options);
    expect(narrator.take('Yes. No. ', false)).toBe('');
    expect(narrator.take('Yes. No. ', true)).toBe('Yes. No.');
  });

  it('leaves out the marks of markdown', () => {
    const text =
      '## A **bold** title\n- [x] see [the page](https://example.com) and `code`\n> *said*\n';
    expect(whole(text)).toBe('A bold title. Done: see the page and code. said');
  });

  it('names a code block without reading it out, whatever its fence is', () => {
    expect(whole('Look:\n```ts\nconst secret = 1;\n```\nThat was it.\n')).toBe(
      'Look: Code block. That was it.',
    );
    expect(whole('Look:\n~~~~\n~~~\n```\nsecret\n~~~~\nThat was it.\n')).toBe(
      'Look: Code block. That was it.',
    );
    expect(whole('> ```\n> secret\n> ```\n> after\n')).toBe('Code block. after');
  });

  it('reads a table row as a list and skips its rule', () => {
    expect(whole('| a | b |\n| --- | :-: |\n| 1 | 2 |\n')).toBe('a, b. 1, 2');
  });

  it('ends a sentence at full stops of languages without spaces', () => {
    const narrator = new Narrator(options);
    const sentence = `${'水'.repeat(70)}\u3002`;
    expect(narrator.take(`${sentence}水`, false)).toBe(sentence);
  });

  it('says the number of an item with the item', () => {
    const items = Array.from(
      { length: 12 },
      (_, i) =>
        `${i + 1}. Item ${'abcdefghijkl'.charAt(i)} is read aloud and goes on ${'and on '.repeat(i)}.`,
    );
    const said = sayAll(`These are the steps:\n\n${items.join('\n')}\n`);
    for (const piece of said) expect(piece).not.toMatch(/(?:^|\s)\d+[.)]?$/);
    expect(said.join(' ')).toMatch(/12\. Item l/);
  });

  it('says what kind of alert comes', () => {
    expect(whole('Before\n\n> [!WARNING]\n> Beware of the dog.\n\nAfter')).toBe(
      'Before. Warning. Beware of the dog. After',
    );
  });

  it('reads over breaks and over the ends of lines, and stops between paragraphs', () => {
    expect(whole('one\\\ntwo  \nthree\nfour\n\nfive')).toBe('one two three four. five');
  });

  it('says formulas with characters that have a name', () => {
    expect(whole('The area $x^2$ grows.\n\n$$\n\\frac{a}{b} = \\sqrt{4}\n$$\n\nDone.')).toBe(
      'The area x² grows. a / b = √4. Done.',
    );
    expect(whole('An $x_{n+1} \\le \\frac{1}{2^{n}}$ and \\(\\alpha\\).')).toBe(
      'An x (n+1) ≤ 1 / 2ⁿ and α.',
    );
  });

  it('takes dollars for money where nothing is a formula', () => {
    const narrator = new Narrator({ words: englishLabels });
    expect(narrator.take('It costs $5 and $6, or 2^3.', true)).toBe('It costs $5 and $6, or 2^3.');
  });

  it('reads what was escaped as the mark that is shown', () => {
    const narrator = new Narrator({ words: englishLabels });
    expect(narrator.take('2 \\* 3 and \\[x\\] &amp; more', true)).toBe('2 * 3 and [x] & more');
  });

  it('leaves out what is not shown: definitions, references of footnotes, comments', () => {
    expect(whole('Text[^1]<!-- no -->.\n\n[link]: https://example.com\n[^1]: The note.')).toBe(
      'Text. The note.',
    );
  });
});

function wordsOf(said: string): readonly string[] {
  return said.match(/[\p{L}\p{N}²]+/gu) ?? [];
}

function countIn(text: string): number {
  return text.match(/alpha|bravo|charlie|delta|echo/g)?.length ?? 0;
}

/** Lines of markdown whose words are numbered, so that each can be found again. */
const word = fc.constantFrom('alpha', 'bravo', 'charlie', 'delta', 'echo');
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const line = fc.oneof(
  phrase.map((text) => `${text}.`),
  phrase,
  phrase.map((text) => `# ${text}`),
  phrase.map((text) => `- ${text}`),
  fc.tuple(fc.nat(99), phrase).map(([n, text]) => `${n}. ${text}.`),
  phrase.map((text) => `> **${text}**`),
  phrase.map((text) => `\n> [!TIP]\n> ${text}`),
  phrase.map((text) => `[${text}](https://example.com/a_b) and \`${text}\`.`),
  phrase.map((text) => `| ${text} | ${text} |`),
  phrase.map((text) => `${text}\\`),
  phrase.map((text) => `*${text}* __${text}__ ~~${text}~~`),
  phrase.map((text) => `The $x^2$ of ${text}: yes! No?`),
  fc.constant(''),
  fc.constant('```ts\nhidden\n```'),
);
const document = fc.array(line, { minLength: 1, maxLength: 20 }).map((lines) => lines.join('\n'));

describe('for any markdown', () => {
  it('the same words are said however it is cut', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 40 }), (text, step) => {
        expect(wordsOf(sayAll(text, step).join(' '))).toEqual(wordsOf(whole(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('no mark is read out, every visible word is, and code is not', () => {
    fc.assert(
      fc.property(document, (text) => {
        const said = sayAll(text, 7).join(' ');
        expect(said).not.toMatch(/\*|_|~|`|\]\(|\\|\$|\||hidden|!TIP/);
        expect(countIn(said)).toBe(countIn(text));
      }),
      { numRuns: 300 },
    );
  });
});
