import * as fc from 'fast-check';

const amount = fc.oneof(
  fc.integer({ min: 1, max: 999 }).map(String),
  fc.constantFrom(
    '1,200',
    '0.15',
    '12.50',
    '1.4M',
    '800K',
    '160k',
    '6B',
    '2.5 billion',
    '120+',
    '99.',
  ),
);
const sign = fc.constantFrom(
  '$',
  '$',
  '$',
  'US$',
  'NT$',
  'HK$',
  'R$',
  'R$ ',
  'US$ ',
  '-$',
  '~$',
  '€',
);
const price = fc.tuple(sign, amount).map((parts) => parts.join(''));

/** Amounts of money, alone, in pairs and in emphasis. */
export const prices: fc.Arbitrary<string> = fc.oneof(
  price,
  price.map((one) => `**${one}**`),
  price.map((one) => `**${one} or more**`),
  price.map((one) => `(${one})`),
  price.map((one) => `每月${one}、`),
  fc
    .tuple(
      price,
      fc.constantFrom('/user, ', ' per month, ', '–', ' - ', '/', ' × 3 = ', ' → '),
      price,
    )
    .map((parts) => parts.join('')),
);

const body = fc.constantFrom(
  'x',
  'E = mc^2',
  'F=ma',
  'x_1, x_2',
  String.raw`4 \times 3`,
  String.raw`\frac{a}{b}`,
  String.raw`f(x) = \left(\frac{a}{b}\right)`,
  String.raw`95\%`,
  String.raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix}`,
  'O(n^2)',
  '-1',
  '2x + 1 = 5',
  String.raw`\boxed{x} \tag{1}`,
);
const delimiters = fc.constantFrom(['$', '$'], ['$$', '$$'], ['\\(', '\\)'], ['\\[', '\\]']);

/** Formulas in a line. */
export const formulas: fc.Arbitrary<string> = fc
  .tuple(delimiters, body)
  .map(([[open, close], tex]) => `${open}${tex}${close}`);

const name = fc.constantFrom('Your Name', 'Company', 'Insert date', 'X', 'e.g. 5', "Client's Name");
const href = fc.constantFrom('https://a.example/x_(y)', '/docs', '#part', '<a b>', './a.md');

/** Brackets of placeholders, lists, indices and citations, and those of links. */
export const brackets: fc.Arbitrary<string> = fc.oneof(
  name.map((label) => `[${label}]`),
  name.map((label) => `**[${label}]**:`),
  fc.tuple(name, href).map(([label, url]) => `[${label}](${url})`),
  fc.constantFrom(
    '["a", "b"]',
    '{"tags": ["a", ["b"]], "n": [1, 2]}',
    '[{"id": 1}]',
    'a[i][j]',
    'nums[0] = 2',
    '[1, 2, 3]',
    '[]',
    '[0.5, 1)',
    '[a-z]',
    '[...all]',
    'f(x, [y])',
    '[1]',
    '[2][3]',
    '[x][y]',
    '[Report A](files/my report.pdf)',
    '[sic]',
    '[[1, 2], [3]]',
  ),
);

const word = fc.constantFrom(
  'The',
  'costs',
  'and',
  'with',
  'team,',
  'so',
  'is',
  'it.',
  '价格',
  'von',
);
const place = fc.constantFrom('', '## ', '> ', '- ', '1. ', '- [ ] ', '> - ');

/** Blocks of words with `parts` between them. */
export function lines(parts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const line = fc
    .tuple(place, fc.array(fc.tuple(word, parts, word), { minLength: 1, maxLength: 4 }))
    .map(([mark, all]) => `${mark}${all.flat().join(' ')}`);
  return fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => `${all.join('\n\n')}\n`);
}
