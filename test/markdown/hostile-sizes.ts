/** A text that once took some parser quadratic time or its stack, at the size it was published with. */
export interface HostileSize {
  readonly name: string;
  readonly text: string;
  /** What its visible text holds at least once it is shown, to tell that nothing was dropped. */
  readonly shows: string;
}

/** How many there are of what a text has many of. */
type Scale = (count: number) => number;

const upTo = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => piece(index)).join('');

function size(name: string, text: string, shows = text.slice(0, 1)): HostileSize {
  return { name, text, shows };
}

/** Shapes of the regression tests of marked (`test/specs/redos`, MIT). */
const ofMarked = (many: Scale) => [
  size('backticks alternating in a link', `[${'` a '.repeat(40)}\`](https://a.example)`, 'a'),
  size('backticks in a link label', `[${'`'.repeat(100)}](https://a.example)`, '`'),
  size(
    'code in a link without end',
    `[${upTo(15, (index) => `\`\`\`\`code${index}\`\`\`\` `)}`,
    'code14',
  ),
  size('blank code line', '\t\v\n', ''),
  size('definition with runs of spaces', `[x]:${' '.repeat(1500)}x ${' '.repeat(1500)} x`, '[x]:'),
  size('links without end and title', 'a[b](c'.repeat(1000), 'a[b](c'),
  size('link before unicode spaces', `[](${'\u00a0'.repeat(many(50_000))}`, '[]('),
  size('link before spaces', `[](${' '.repeat(many(50_000))}`, '[]('),
  size(
    'brackets beside code',
    '`OPEN(file, name[, "A"|"B"])` : opens[, x][, y] `F("a", 3)` == `"5"`\n'.repeat(20),
    'opens',
  ),
  size('nested quotes without spaces', '>'.repeat(many(5000)), ''),
  size('trailing spaces', `a${' '.repeat(many(50_000))}`),
  size('opening brackets', '['.repeat(many(100_000))),
  size('opening brackets with dots', '[.'.repeat(many(50_000))),
  size('less-than signs', '<'.repeat(many(100_000))),
  size('less-than signs with dots', '<.'.repeat(many(50_000))),
  size('one long word', 'a'.repeat(many(50_000))),
  size('words joined by underscores', 'a_'.repeat(many(50_000))),
  size('words joined by stars', 'a*'.repeat(many(50_000))),
  size('long run of underscores', `${'_'.repeat(many(10_000))} a`, 'a'),
  size(
    'footnote-like definitions and references',
    `${upTo(many(13_000), (n) => `[^${n}] `)}\n\n${upTo(many(13_000), (n) => `[^${n}]: x\n`)}`,
    `${many(13_000) - 1}`,
  ),
  size('spaces in a heading', `# #${' '.repeat(many(50_000))}a`, 'a'),
  size('declaration without end', `<!x ${'a>'.repeat(many(50_000))}`, ''),
  size('tags that may interrupt', 'a\n<prefix/>'.repeat(many(10_000))),
  size('escapes', String.raw`\.`.repeat(many(100_000)), '.'),
  size('code spans', '`x` '.repeat(many(60_000)), 'x'),
  size('references', `[a]: x\n\n${'[a] '.repeat(many(100_000))}`, 'a'),
  size('link starts', `${'[a]('.repeat(many(20_000))}b`, 'b'),
  size('list items', '- a\n'.repeat(many(10_000)), 'a'),
  size(
    'references in brackets among definitions',
    `${'[[x]][id] '.repeat(many(13_000))}\n\n[id]: /url\n${upTo(many(13_000), (n) => `[unused-${n}]: /${n}\n`)}`,
    '[x]',
  ),
  size('escaped brackets in a label', `[${'\t\\['.repeat(many(18_000))}[`, '['),
  size('escaped pairs in a label', `[${'\t\\[\\]'.repeat(many(14_000))}[`, '['),
  size('tildes below a paragraph', `intro\n${'~'.repeat(many(50_000))}`, 'intro'),
  size('link targets without end', '[a](b'.repeat(many(50_000)), '[a](b'),
  size('stars in a list item', '- *'.repeat(2000), '*'),
  size('underscores in a list item', '+ _'.repeat(2000), '_'),
  size('openers of emphasis', '*x *x '.repeat(2000), 'x'),
  size('openers of strikethrough', '~x ~x '.repeat(2000), 'x'),
  size('quotes in a tag', `<tag ${' ""'.repeat(100)}<" />a'a`, "a'a"),
  size('image label without end', `![${String.raw`\[[]`.repeat(43)}!\\`, '!'),
  size('escaped links in a label', `[x]: x\n\n[${String.raw`\[\](`.repeat(30)}[`, '['),
];

/** Shapes of `test/pathological_tests.py` of cmark (BSD-2-Clause) and of markdown-it (MIT). */
const ofCmark = (many: Scale) => [
  size(
    'nested strong and emphasis',
    `${'*a **a '.repeat(many(65_000))}b${' a** a*'.repeat(many(65_000))}`,
    'b',
  ),
  size('closers of emphasis', 'a_ '.repeat(many(65_000))),
  size('openers of emphasis with underscores', '_a '.repeat(many(65_000)), 'a'),
  size('closers of links', 'a]'.repeat(many(65_000))),
  size('openers of links', '[a'.repeat(many(65_000))),
  size('openers and closers that do not match', '*a_ '.repeat(many(50_000)), 'a_'),
  size('stars of two kinds', `${'*a '.repeat(many(20_000))}${'_a*_ '.repeat(many(20_000))}`, 'a'),
  size('closers in threes', `a**b${'c* '.repeat(many(50_000))}`, 'b'),
  size('openers of links, closers of emphasis', '[ a_'.repeat(many(50_000))),
  size('brackets and link starts', '[ (]('.repeat(many(80_000))),
  size('images of nothing', '![[]()'.repeat(many(160_000)), '!'),
  size('nested brackets', `${'['.repeat(many(50_000))}a${']'.repeat(many(50_000))}`, 'a'),
  size('nested quotes', `${'> '.repeat(many(50_000))}a`, 'a'),
  size(
    'deeply nested lists',
    upTo(many(1000), (index) => `${'  '.repeat(index)}* a\n`),
    'a',
  ),
  size('null characters', 'abc\0de\0'.repeat(many(100_000)), 'abc'),
  size(
    'backticks of every length',
    upTo(many(3000), (index) => `e${'`'.repeat(index + 1)}`),
    'e',
  ),
  size('link targets in brackets without end', '[a](<b'.repeat(many(50_000)), '[a]('),
  size('comments without end', `</${'<!--'.repeat(many(300_000))}`, '<'),
  size('instructions without end', `</${'<?'.repeat(many(300_000))}`, '<'),
  size('declarations without end', `</${'<!A '.repeat(many(100_000))}`, '<'),
  size('character data without end', `</${'<![CDATA['.repeat(many(100_000))}`, '<'),
  size(
    'blank lines in nested lists',
    `${'- '.repeat(many(30_000))}x${'\n'.repeat(many(30_000))}`,
    'x',
  ),
  size(
    'blank lines in nested lists in a quote',
    `> ${'- '.repeat(many(30_000))}x\n${'>\n'.repeat(many(30_000))}`,
    'x',
  ),
  size(
    'emphasis in nested quotes',
    `${'>'.repeat(many(100_000))}${'a*'.repeat(many(100_000))}`,
    'a',
  ),
  size('nested inlines', `${'*'.repeat(many(20_000))}a${'*'.repeat(many(20_000))}`, 'a'),
  size(
    'many references',
    `${upTo(many(80_000), (n) => `[${n}]: u\n`)}${'[0] '.repeat(many(5000))}`,
    '0',
  ),
  size('stars and underscores', '**_* '.repeat(many(50_000))),
  size('backticks and backslashes', '``\\'.repeat(many(50_000)), '`'),
  size('autolinks that nest', `${'<'.repeat(many(400_000))}>`, '<'),
  size('spaces before a hard break', `x${' '.repeat(many(150_000))}x  \nx`, 'x'),
];

/** Sizes of our own: what grows in the DOM as well. */
const ofOurs = (many: Scale) => [
  size(
    'wide table',
    `|${'a|'.repeat(many(5000))}\n|${'-|'.repeat(many(5000))}\n|${'b|'.repeat(many(5000))}`,
    'b',
  ),
  size('long table', `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(many(10_000))}`, 'd'),
  size(
    'rows with too few cells',
    `|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n${'|b\n'.repeat(200)}`,
    'b',
  ),
  size('nested raw HTML', `${'<div>'.repeat(many(20_000))}a`, 'a'),
  size('nested inline HTML', `x ${'<b>'.repeat(many(20_000))}a`, 'a'),
  size('entities', '&amp;'.repeat(many(50_000)), '&'),
  size('addresses', 'www.'.repeat(many(25_000))),
  size('mail addresses', 'a@b.co '.repeat(many(20_000)), 'a@b.co'),
];

function sizes(many: Scale): readonly HostileSize[] {
  return [...ofMarked(many), ...ofCmark(many), ...ofOurs(many)];
}

/** The texts at their sizes, for what measures time. */
export const hostileSizes: readonly HostileSize[] = sizes((count) => count);

/** The texts with a sixteenth of each great number, for what counts work. */
export const smallerSizes: readonly HostileSize[] = sizes((count) => Math.ceil(count / 16));
