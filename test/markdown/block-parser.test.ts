// @vitest-environment node
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/markdown/syntax/block.ts';
import { BlockParser, parseBlocks } from '../../src/markdown/document/block-parser.ts';
import { answers } from './corpora.ts';

function blocksOf(parser: BlockParser): Block[] {
  return parser.pages.flatMap((page) => page.blocks);
}

function pushAll(parser: BlockParser, text: string, size = 1): BlockParser {
  for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
  return parser;
}

/** Characters handed to marked per character of a text that comes four by four. */
function workFor(text: string): number {
  return pushAll(new BlockParser(), text, 4).lexedCharacters / text.length;
}

describe('closed blocks', () => {
  it('keep their identity while the text grows', () => {
    const parser = new BlockParser();
    const closed = new Map<number, Block>();
    for (const char of answers.join('\n\n').replaceAll('[wiki]', '')) {
      parser.push(char);
      for (const block of parser.groups.flatMap((group) => group.blocks)) {
        expect(closed.get(block.id) ?? block).toBe(block);
        closed.set(block.id, block);
      }
    }
    expect(closed.size).toBeGreaterThan(100);
  });

  it('stand in groups that never change once they are full', () => {
    const parser = new BlockParser({ groupSize: 4 });
    pushAll(parser, 'one\n\ntwo\n\nthree\n\nfour\n\n');
    const [first] = parser.groups;
    pushAll(parser, 'five\n\n# six\n\nseven\n\n');
    expect(first?.blocks).toHaveLength(4);
    expect(parser.groups[0]).toBe(first);
  });

  it('are numbered by their position, open or closed', () => {
    const parser = pushAll(new BlockParser({ groupSize: 4 }), 'a\n\n- b\n- c\n\n# d\n\ne');
    expect(blocksOf(parser).map((block) => block.id)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(parser.pages.map((page) => page.blocks.length)).toEqual([4, 3]);
  });

  it('join to the text', () => {
    const text = answers.join('\n\n');
    expect(
      blocksOf(parseBlocks(text))
        .map((block) => block.raw)
        .join(''),
    ).toBe(text);
  });
});

describe('a list in a quote in an item, with a lazy line below', () => {
  it('does not throw as it does in marked', () => {
    const text = '- a\n  > 2. b\n  c';
    expect(() => marked(text)).toThrow(TypeError);
    expect(JSON.stringify(blocksOf(pushAll(new BlockParser(), text)))).toContain('b\\nc');
  });
});

describe('the open block', () => {
  it('is the last one until a blank line follows it', () => {
    const parser = new BlockParser();
    parser.push('one\n\ntwo');
    expect(blocksOf(parser).map((block) => block.isOpen)).toEqual([false, false, true]);
    parser.push('\n');
    expect(blocksOf(parser).map((block) => block.isOpen)).toEqual([false, false, true]);
    parser.push('\n');
    expect(blocksOf(parser).some((block) => block.isOpen)).toBe(false);
  });

  it('closes with flush and opens again with more text', () => {
    const parser = new BlockParser();
    parser.push('one');
    parser.flush();
    expect(parser.open.map((block) => block.isOpen)).toEqual([false]);
    parser.push(' two');
    expect(parser.open.map(({ raw, isOpen }) => [raw, isOpen])).toEqual([['one two', true]]);
  });

  it('keeps the items of a list and the rows of a table that are complete', () => {
    const parser = new BlockParser();
    parser.push('- one\n- two\n- thr');
    const before = parser.open[0]?.token as { items?: unknown[] };
    parser.push('ee\n- four');
    const after = parser.open[0]?.token as { items?: unknown[] };
    expect(after.items?.[0]).toBe(before.items?.[0]);
    expect(after.items).toHaveLength(4);
  });
});

describe('late definitions', () => {
  it('renew the blocks that refer to them and no others', () => {
    const parser = new BlockParser();
    pushAll(parser, 'See [docs].\n\nNothing here.\n\n- item [docs][d]\n\n');
    pushAll(parser, 'end\n\n');
    const before = parser.groups.flatMap((group) => group.blocks);
    parser.push('[docs]: /url\n\n');
    const changed = blocksOf(parser).filter((block, at) => before[at] && before[at] !== block);
    expect(changed.map((block) => block.id)).toEqual([0]);
    expect(JSON.stringify(changed[0]?.token)).toContain('"href":"/url"');
  });

  it('do nothing when the label has a definition already', () => {
    const parser = pushAll(new BlockParser(), '[a]: /first\n\nSee [a].\n\nend\n\n');
    const before = blocksOf(parser);
    pushAll(parser, '[a]: /second\n\nmore');
    expect(blocksOf(parser).slice(0, before.length)).toEqual(before);
    expect(blocksOf(parser)[2]).toBe(before[2]);
  });

  it('are shown as pending links until they come or the text ends', () => {
    const parser = pushAll(new BlockParser(), 'See [the docs][docs].\n\nend');
    const shown = () => JSON.stringify(parser.groups[0]?.blocks[0]?.display);
    expect(shown()).toContain('"isPending":true');
    parser.flush();
    expect(shown()).toBeUndefined();
  });

  it('leave an index into a matrix and citations alone', () => {
    const parser = pushAll(new BlockParser(), 'Take matrix[i][j] of [1][2].\n\nend');
    expect(JSON.stringify(parser.groups[0]?.blocks[0]?.display ?? null)).not.toContain('isPending');
  });
});

describe('extensions of marked', () => {
  const mention = {
    name: 'mention',
    level: 'inline' as const,
    start: (text: string) => text.indexOf('@'),
    tokenizer(text: string) {
      const raw = /^@\w+/.exec(text)?.[0];
      return raw === undefined ? undefined : { type: 'mention', raw };
    },
  };

  it('take part in the parsing', () => {
    const parser = new BlockParser({ extensions: [{ extensions: [mention] }] });
    pushAll(parser, 'Hi @ada and @bob\n\n');
    expect(JSON.stringify(blocksOf(parser)[0]?.token)).toContain('{"type":"mention","raw":"@bob"}');
  });
});

describe('work', () => {
  const kinds = {
    'mixed text': answers.join('\n\n'),
    'a list': '- an item **with** a few words\n',
    'a nested list': '- an item\n  - one below\n  - `another`\n',
    'a table': '| cell one | **cell** two |\n',
  };
  const heads: Record<string, string> = { 'a table': '| a | b |\n|---|---|\n' };

  it.each(Object.entries(kinds))('stays the same per character of %s', (name, part) => {
    const small = (heads[name] ?? '') + part.repeat(Math.ceil(4096 / part.length));
    const large = (heads[name] ?? '') + part.repeat(Math.ceil(65_536 / part.length));
    expect(workFor(large)).toBeLessThan(1.1 * workFor(small) + 1);
    expect(workFor(large)).toBeLessThan(40);
  });

  it('is next to nothing for an open fence', () => {
    expect(workFor(`\`\`\`js\n${'const answer = 42;\n'.repeat(10_000)}`)).toBeLessThan(0.01);
  });
});
