// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReasoningSplitter } from '../../src/dialects/reasoning-splitter.ts';

interface Split {
  text: string;
  reasoning: string;
}

function split(pieces: readonly string[], isOpen = false): Split {
  const splitter = new ReasoningSplitter({ isOpen });
  const seen: Split = { text: '', reasoning: '' };
  const all = [...pieces.map((piece) => splitter.push(piece)), splitter.flush()];
  for (const piece of all.flat()) {
    if (piece.kind === 'retract') Object.assign(seen, { text: '', reasoning: '' });
    else seen[piece.kind] += piece.delta;
  }
  return seen;
}

const cases: readonly (readonly [string, string, string])[] = [
  ['<think>Hm</think>Yes', 'Yes', 'Hm'],
  ['<thinking>Hm</thinking>\n\nYes', '\n\nYes', 'Hm'],
  ['Hm.\n</think>\n\nYes', '\n\nYes', 'Hm.\n'],
  ['Wait</think>Yes', 'Yes', 'Wait'],
  ['a <think>b</think> c', 'a <think>b</think> c', ''],
  ['The tags <think> and </think> are text.', 'The tags <think> and </think> are text.', ''],
  ['<think>a</think>\n<think>b</think> c <think>', '\n c <think>', 'ab'],
  ['\n <think>Hm</think>Yes', '\n Yes', 'Hm'],
  ['<thought>Hm</thought>Yes', 'Yes', 'Hm'],
  ['<think>Hm</thinking>Yes', 'Yes', 'Hm'],
  ['[THINK]Hm[/THINK]Yes [a](b)', 'Yes [a](b)', 'Hm'],
  ['◁think▷Hm◁/think▷Yes', 'Yes', 'Hm'],
  ['<seed:think>Hm</seed:think>Yes', 'Yes', 'Hm'],
  ['<|channel>thought\nHm<channel|>Yes', 'Yes', 'Hm'],
  ['<|START_THINKING|>Hm<|END_THINKING|><|START_RESPONSE|>Yes<|END_RESPONSE|>', 'Yes', 'Hm'],
  [
    '<|begin_of_thought|>\nHm<|end_of_thought|>\n<|begin_of_solution|>Yes<|end_of_solution|>',
    '\nYes',
    '\nHm',
  ],
  ['The mark <|end|> is text', 'The mark <|end|> is text', ''],
  ['Text <|channel|>analysis<|message|>', 'Text <|channel|>analysis<|message|>', ''],
  ['<think>never closed', '', 'never closed'],
  ['a < b and <thing> and </p>', 'a < b and <thing> and </p>', ''],
  ['Write `<think>` in code', 'Write `<think>` in code', ''],
  ['``a ` <think>`` b', '``a ` <think>`` b', ''],
  ['```html\n<think>x</think>\n```\nYes', '```html\n<think>x</think>\n```\nYes', ''],
  ['~~~\n</think>\n~~~', '~~~\n</think>\n~~~', ''],
  ['- item\n  ```\n  </think>\n  ```\nHm</think>.', '.', '- item\n  ```\n  </think>\n  ```\nHm'],
  ['```a``` Hm</think>Yes', 'Yes', '```a``` Hm'],
  ['<think>the tag `</think>` ends it</think>Yes', 'Yes', 'the tag `</think>` ends it'],
  ['one ` tick\n\nHm</think>Yes', 'Yes', 'one ` tick\n\nHm'],
  ['<think>an open ` tick\n</think>Yes', 'Yes', 'an open ` tick\n'],
  ['<think>a <think> b</think>Yes</think>', 'Yes</think>', 'a <think> b'],
  [
    '<|channel|>analysis<|message|>Hm<|end|><|start|>assistant<|channel|>final<|message|>Yes<|return|>',
    'Yes',
    'Hm',
  ],
  ['<|start|>assistant<|channel|>commentary<|message|>Yes<|end|>', 'Yes', ''],
  ['<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>', '', '{}'],
  ['a<|channel|></think><|channel|>final<|message|>Yes', 'Yes', 'a<|channel|>'],
  ['the token `<|channel|>` is text', 'the token `<|channel|>` is text', ''],
];

describe('ReasoningSplitter', () => {
  it.each(cases)('splits %j, however it is cut', (whole, text, reasoning) => {
    expect(split([whole])).toEqual({ text, reasoning });
    expect(split(whole.split(''))).toEqual({ text, reasoning });
    for (let cut = 1; cut < whole.length; cut++) {
      expect(split([whole.slice(0, cut), whole.slice(cut)])).toEqual({ text, reasoning });
    }
  });

  it('gives the same whatever the cuts, for any text of tags and code', () => {
    const word = fc.constantFrom(
      '<think>',
      '</think>',
      '</thinking>',
      '<|channel|>',
      'analysis',
      '<|message|>',
      '<|end|>',
      '<|channel>thought\n',
      '<channel|>',
      '[THINK]',
      '[/THINK]',
      '`',
      '``',
      '```',
      '\n',
      '~~~',
      'a',
      ' ',
      '<',
      '</',
      '> ',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 14 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        (words, cuts) => {
          const whole = words.join('');
          const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b)];
          const pieces = places.map((place, index) => whole.slice(place, places[index + 1]));
          expect(split(pieces)).toEqual(split([whole]));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('leaves text without tags as it is, and loses nothing but tags', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '<', '`', '\n', '~', '😀') })),
        (pieces) => {
          expect(split(pieces)).toEqual({ text: pieces.join(''), reasoning: '' });
        },
      ),
    );
  });

  it('begins inside the reasoning when the prompt opened it', () => {
    expect(split(['Hm', '</think>Yes'], true)).toEqual({ text: 'Yes', reasoning: 'Hm' });
    expect(split(['never closed'], true)).toEqual({ text: '', reasoning: 'never closed' });
  });

  it('retracts no text after something else has followed it', () => {
    const splitter = new ReasoningSplitter();
    splitter.push('Answer');
    splitter.keep();
    expect(splitter.push('</think>')).toEqual([{ kind: 'text', delta: '</think>' }]);
  });

  it('takes tags for text once the server names its reasoning', () => {
    const splitter = new ReasoningSplitter();
    splitter.stop();
    expect(splitter.push('<think>Hm')).toEqual([{ kind: 'text', delta: '<think>Hm' }]);
  });

  it('splits the next text too, once one has ended', () => {
    const splitter = new ReasoningSplitter();
    splitter.push('Answer');
    splitter.begin();
    expect(splitter.push('<think>Hm')).toEqual([{ kind: 'reasoning', delta: 'Hm' }]);
  });

  it('goes by tags that it is given', () => {
    const splitter = new ReasoningSplitter({ tags: [['(plan)', '(/plan)']] });
    expect(splitter.push('(plan)Hm(/plan)<think>')).toEqual([
      { kind: 'reasoning', delta: 'Hm' },
      { kind: 'text', delta: '<think>' },
    ]);
  });

  it('holds back no more than the beginning of a tag', () => {
    const splitter = new ReasoningSplitter();
    expect(splitter.push('a </thin')).toEqual([{ kind: 'text', delta: 'a ' }]);
    expect(splitter.push('g')).toEqual([{ kind: 'text', delta: '</thing' }]);
  });
});
