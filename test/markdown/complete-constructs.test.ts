// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import type { MarkdownPlugin } from '../../src/markdown/syntax/markdown-plugin.ts';
import type { Token } from '../../src/markdown/syntax/marked.ts';

/** `@name@` is a mention, `%%` begins a block. */
const plugin: MarkdownPlugin = {
  name: 'mentions',
  inline: [
    {
      starts: '@\\',
      read: (text, at) => {
        if (text[at] === '\\') return text[at + 1] === '@' ? at + 2 : undefined;
        const end = text.indexOf('@', at + 1);
        if (end >= 0) return end + 1;
        const name = text.slice(at + 1);
        return name === '' ? 'hold' : { type: 'mention', raw: `@${name}`, text: name };
      },
    },
  ],
  blocks: [
    {
      read: (text) => {
        if (!text.startsWith('%%')) return undefined;
        return text === '%%' ? 'hold' : { type: 'banner', raw: text, text: text.slice(2) };
      },
    },
  ],
};

function complete(text: string): Token[] {
  const parser = new BlockParser();
  parser.push(text);
  return parser.open.map((block) => completeToken(block, [plugin]));
}

/** The types of the inline tokens of the first block, with their text. */
function inlineOf(text: string): string[] {
  const [block] = complete(text) as { tokens?: { type: string; raw: string }[] }[];
  return block?.tokens?.map(({ type, raw }) => `${type} ${raw}`) ?? [];
}

describe("a plugin's inline construct", () => {
  it('shows as its token while it is open', () => {
    expect(inlineOf('to @ann')).toEqual(['text to ', 'mention @ann']);
  });

  it('is held back while it means nothing', () => {
    expect(inlineOf('to @')).toEqual(['text to ']);
  });

  it('is passed over when it is whole, with the marks in it', () => {
    expect(inlineOf('to @a*b@ *c')).toEqual(['text to @a*b@ ', 'em *c']);
  });

  it('may begin with a backslash and comes before escapes', () => {
    expect(inlineOf(String.raw`\@ @x`)).toEqual(['escape \\@', 'text  ', 'mention @x']);
  });

  it('stands in open marks', () => {
    const [block] = complete('**to @ann') as { tokens: { tokens: Token[] }[] }[];
    expect(block?.tokens[0]?.tokens.map((token) => token.type)).toEqual(['text', 'mention']);
  });

  it('is no mark in a code span', () => {
    expect(inlineOf('`@ann')).toEqual(['codespan `@ann']);
  });
});

describe("a plugin's block", () => {
  it('shows as its token, at every level', () => {
    expect(complete('%%sale')).toMatchObject([{ type: 'banner', text: 'sale' }]);
    expect(complete('> %%sale')).toMatchObject([{ tokens: [{ type: 'banner', text: 'sale' }] }]);
  });

  it('is held back while it means nothing', () => {
    expect(complete('%%')).toMatchObject([{ type: 'space' }]);
  });
});

it('blocks inside the token of an extension are completed', () => {
  const extension = {
    name: 'box',
    level: 'block' as const,
    tokenizer(this: { lexer: { blockTokens(source: string): Token[] } }, source: string) {
      if (!source.startsWith('::: ')) return undefined;
      return { type: 'box', raw: source, tokens: this.lexer.blockTokens(source.slice(4)) };
    },
  };
  const parser = new BlockParser({ extensions: [{ extensions: [extension] }] });
  parser.push('::: a **b');
  const tokens = parser.open.map((block) => completeToken(block));
  expect(tokens).toMatchObject([
    { type: 'box', tokens: [{ tokens: [{ type: 'text' }, { type: 'strong', text: 'b' }] }] },
  ]);
});
