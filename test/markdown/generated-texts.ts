import * as fc from 'fast-check';

/** Words of a script, and how many of them are written before a space comes; none for ever. */
interface Script {
  readonly words: readonly string[];
  readonly gap: string;
}

const scripts: readonly Script[] = [
  { words: ['中文内容', '这是一段很长的文字', '，', '。', '「重点」', '（注）', '数组'], gap: '' },
  { words: ['日本語の文章', 'カタカナ', 'です。', '、'], gap: '' },
  { words: ['ภาษาไทย', 'น้ำ', 'ที่ไม่มีช่องว่าง'], gap: '' },
  { words: ['한국어', '문장입니다'], gap: '' },
  { words: ['한국어', '문장입니다'], gap: ' ' },
  { words: ['👩‍👩‍👧', '😀', '🇩🇪', '👍🏽'], gap: '' },
  { words: ['aGVs', 'bG8g', 'd29y', 'bGQx'], gap: '' },
  { words: ['1.', '2.3', '10.'], gap: '' },
  { words: ['word', 'some', 'more', 'R&D', 'é́', 'a_b_c', 'f(a, b)'], gap: ' ' },
  { words: ['x', '\u00a0', '\u3000', '\ue000', 'long-word'], gap: '' },
];

/** Marks that are whole. */
const whole = [
  '**bold**',
  '**重点**',
  '*em*',
  '~~gone~~',
  '`code`',
  '[link](/u)',
  '[链接](/u)',
  '[ref]',
  '[ref][two]',
  '<b>tag</b>',
  '<kbd>x</kbd>',
  '&amp;',
  '&#169;',
  '\\*',
  '\\|',
  '$x$',
  '[1]',
  '[^1]',
  '【1†a】',
  '==mark==',
];
/** Marks that may wait for a partner. */
const half = [
  '**',
  '*',
  '_',
  '__',
  '~~',
  '~',
  '`',
  '``',
  '[',
  '![',
  '](',
  '](/u',
  ']',
  '(',
  ')',
  '<b',
  '<a title="',
  '<!-- ',
  '">',
  '>',
  '|',
  '\\',
  '"',
  '$5 ',
  '\\(',
  '【',
  '==',
  '&',
  '@',
];
/** Addresses, whole and cut short. */
const addresses = ['https://a.bc ', 'www.a.bc ', 'me@x.yz ', 'react@18.2 ', 'http', 'www.'];
const breaks = ['\n', '\n', '  \n', '\\\n', '\n> ', '\n- ', '\n2. ', '\n===', '\n|--|\n', '\n\n'];

/** What a text may begin with: it is in this block then. */
const openings = ['', '- ', '> ', '# ', '1. ', '> - ', '| a | b |\n|---|---|\n| ', '[^1]: '];

const script = fc.constantFrom(...scripts);

function wordsOf({ words, gap }: Script): fc.Arbitrary<string> {
  const some = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 });
  return some.map((all) => all.map((word) => word + gap).join(''));
}

/** A text of mixed scripts with marks, addresses and line ends anywhere. */
export const texts: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...openings, '[', '**', '`', '<b>', '$$', '[foo]: '), script, script)
  .chain(([opening, first, second]) => {
    const piece = fc.oneof(
      { arbitrary: wordsOf(first), weight: 8 },
      { arbitrary: wordsOf(second), weight: 4 },
      { arbitrary: fc.constantFrom(...whole), weight: 3 },
      { arbitrary: fc.constantFrom(...half), weight: 2 },
      { arbitrary: fc.constantFrom(...addresses), weight: 1 },
      { arbitrary: fc.constantFrom(...breaks), weight: 1 },
    );
    return fc.array(piece, { minLength: 4, maxLength: 60 }).map((all) => opening + all.join(''));
  });

/** What the plugins read, whole and half, and what stands beside it. */
const ownMarks = [
  ...whole,
  '[^1](',
  '[^1…](…',
  '[^note]',
  '<code>',
  '</code>',
  '<a href="x">',
  '</a>',
  '$$',
  '\\(a\\)',
  '\\[',
  '\\]',
  '$ x_1 $',
  '\\begin{equation}',
  '\\end{equation}',
  '€ann',
  '€',
  '【1†a】',
  '<pod-name>',
  'Promise<void>',
  '$5 ',
  '`',
  '`$',
  '~~',
  '*int ',
  'x_1 ',
  '[2, 3]',
  'react@18.2.0 ',
  'https://en.wikipedia.org/wiki/A_(b) ',
  '| ',
  'word and ',
  '中文',
  '\n',
  '\n\n',
  '\n- > 25 ',
];

/** Marks of all plugins in any order. */
export const mixtures: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...openings),
    fc.array(fc.constantFrom(...ownMarks), { minLength: 5, maxLength: 50 }),
  )
  .map(([opening, all]) => opening + all.join(''));
