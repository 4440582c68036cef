import { Lexer, Marked } from 'marked';
import { tests as examples } from 'commonmark-spec';
import { array, assert, constantFrom, pre, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';
import { scanInline } from '../../src/markdown/complete/scan-inline.ts';

const marked = new Marked(...(cjkFriendly.extensions ?? []));
const lexCjk = (text: string) => new Lexer({ ...marked.defaults }).lex(text);
const html = (text: string) => marked.parse(text) as string;

describe('text without CJK characters', () => {
  it('means what CommonMark says, in all examples of its specification', () => {
    for (const { markdown } of examples) {
      expect(lexCjk(markdown)).toEqual(new Lexer().lex(markdown));
    }
  });

  it('means what marked says, whatever marks it has', () => {
    const piece = constantFrom(
      '*',
      '**',
      '***',
      '_',
      '~',
      '~~',
      'a',
      'b c',
      ' ',
      '.',
      '(',
      '"',
      '\n',
      '😀',
      '`x`',
    );
    const text = array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
    assert(
      property(text, (source) => {
        expect(lexCjk(source)).toEqual(new Lexer().lex(source));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('emphasis beside CJK punctuation', () => {
  it.each([
    ['**强调（带标点）**字', '<strong>强调（带标点）</strong>字'],
    ['这是**“重点”**的内容', '这是<strong>“重点”</strong>的内容'],
    ['**この文を強調できますか？**はい', '<strong>この文を強調できますか？</strong>はい'],
    ['**이 용어(This term)**를 강조', '<strong>이 용어(This term)</strong>를 강조'],
    ['これは**「重要」**です。', 'これは<strong>「重要」</strong>です。'],
    ['我可以强调**这个`code`**吗', '我可以强调<strong>这个<code>code</code></strong>吗'],
    ['湾岸の**46%**を', '湾岸の<strong>46%</strong>を'],
    ['他说*「你好！」*然后', '他说<em>「你好！」</em>然后'],
    ['~~旧价格（元）~~新', '<del>旧价格（元）</del>新'],
    ['_强调_。', '<em>强调</em>。'],
    ['中文_下划线_中文', '中文_下划线_中文'],
    ['**强调**字和**另外**', '<strong>强调</strong>字和<strong>另外</strong>'],
    ['** 不是 **强调', '** 不是 **强调'],
  ])('%s', (source, expected) => {
    expect(html(source).trim()).toBe(`<p>${expected}</p>`);
  });
});

describe('bare URLs beside CJK text', () => {
  const both = [cjkFriendly, tolerate({}, rareRules)].flatMap(({ extensions = [] }) => [
    ...extensions,
  ]);
  const options = new Marked(...both).defaults;

  it.each([
    ['见 https://example.com，中文', 'https://example.com', '，中文'],
    ['见https://example.com/a?b=c。后面', 'https://example.com/a?b=c', '。后面'],
    ['https://example.com中文', 'https://example.com', '中文'],
    ['（https://example.com/x）', 'https://example.com/x', '）'],
    ['https://zh.example.org/wiki/中文（页）', 'https://zh.example.org/wiki/中文', '（页）'],
    ['参见‘https://example.org/x’即可。', 'https://example.org/x', '’即可。'],
    ['参见“https://example.org”即可。', 'https://example.org', '”即可。'],
    [
      '「https://example.org/x」と『www.example.org/y』',
      'https://example.org/x',
      '」と『www.example.org/y』',
    ],
  ])('%s', (source, url, rest) => {
    const [paragraph] = new Lexer({ ...options }).lex(source);
    const tokens = paragraph && 'tokens' in paragraph ? (paragraph.tokens ?? []) : [];
    const at = tokens.findIndex(({ type }) => type === 'link');
    expect(tokens[at]?.raw).toBe(url);
    expect(tokens[at + 1]?.raw).toBe(rest);
  });
});

describe('the completion of an open paragraph', () => {
  const pieces = constantFrom(
    '**',
    '*',
    '~~',
    '强',
    '調（',
    '）',
    '。',
    '「',
    '」',
    'a',
    '(',
    ')',
    ' ',
    '한',
  );
  const text = array(pieces, { minLength: 1, maxLength: 10 }).map((list) => list.join(''));

  it('finds nothing open where all marks have met their closers', () => {
    for (const source of ['**强调（带标点）**字', 'これは**「重要」**です', '湾岸の**46%**を']) {
      expect(scanInline(source).openings).toEqual([]);
    }
  });

  it('closes what the lexer closes', () => {
    assert(
      property(text, (inner) => {
        pre(!/[*~]/.test(inner) && inner.trim() === inner);
        const source = `字**${inner}**字`;
        const isStrong = html(source).includes('<strong>');
        expect(scanInline(source).openings.length === 0).toBe(isStrong);
      }),
      { numRuns: 2000 },
    );
  });
});
