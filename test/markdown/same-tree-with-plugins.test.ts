// @vitest-environment node
import * as fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import type { BlockParserOptions } from '../../src/markdown/document/block-parser.ts';
import { TailParser } from '../../src/markdown/document/tail-parser.ts';
import { citations } from '../../src/markdown/constructs/citations.tsx';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { OpenBlock } from '../../src/markdown/resume/open-block.ts';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { joinExtensions } from '../../src/markdown/syntax/lexer-options.ts';
import {
  type MarkdownPlugin,
  extensionsOf,
  marksOf,
} from '../../src/markdown/syntax/markdown-plugin.ts';
import type { MarkedExtension } from '../../src/markdown/syntax/marked.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';
import { math } from '../../src/math/math.tsx';
import { mermaid } from '../../src/mermaid/mermaid-plugin.tsx';
import { documents } from './generated-documents.ts';
import { mixtures, texts } from './generated-texts.ts';

// The same texts at every run; `FUZZ_SEED=7 FUZZ_RUNS=5000 npx vitest …` looks at others, and at more.
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 24);

const mention: MarkedExtension = {
  extensions: [
    {
      name: 'mention',
      level: 'inline',
      tokenizer(source) {
        const raw = /^€\w+/.exec(source)?.[0];
        return raw === undefined ? undefined : { type: 'mention', raw };
      },
    },
  ],
};
const mentions: MarkdownPlugin = {
  name: 'mentions',
  marks: '€',
  extensions: [mention],
  inline: [
    { starts: '€', read: (text, at) => at + (/^€\w*/.exec(text.slice(at))?.[0].length ?? 0) },
  ],
};

const tolerances = tolerate({}, rareRules);
const { isTildeText } = tolerances;
const kit = [cjkFriendly, footnotes, tolerances, citations, math(), mermaid()];

/** The plugins of a message as `StreamingMarkdown` gives them to its parser, with an extension of the user's. */
const users: readonly (readonly [who: string, options: BlockParserOptions])[] = [
  [
    'a plugin',
    {
      extensions: joinExtensions(extensionsOf([...kit, mentions])),
      inlineMarks: marksOf([...kit, mentions]),
      isTildeText,
    },
  ],
  ['an extension', { extensions: joinExtensions(extensionsOf(kit), [mention]), isTildeText }],
  [
    'an instance of marked',
    { extensions: joinExtensions(extensionsOf(kit), new Marked(mention)), isTildeText },
  ],
];

function tokensOf(parser: TailParser): string {
  return JSON.stringify(parser.pages.flatMap(({ blocks }) => blocks.map(({ token }) => token)));
}

/** Messages of one page, and how they come. */
interface Page {
  readonly messages: readonly string[];
  /** The lengths of the pieces, in turn. */
  readonly sizes: readonly number[];
  /** After how many pieces the machine for long blocks is there. */
  readonly loadedAt: number;
}

/**
 * Streams the messages of a page, a piece of each in turn, and returns the first text that is parsed
 * otherwise than by a parser of its own that gets it at once and has no machine for long blocks.
 */
function findDifference(
  { messages, sizes, loadedAt }: Page,
  options: BlockParserOptions,
): string | undefined {
  let pieces = 0;
  const growing = messages.map((text) => ({
    text,
    at: 0,
    parser: new TailParser(options, () => (pieces >= loadedAt ? OpenBlock : undefined)),
  }));
  while (growing.some(({ text, at }) => at < text.length)) {
    for (const message of growing) {
      const { text, at, parser } = message;
      if (at >= text.length) continue;
      message.at = at + (sizes[pieces % sizes.length] ?? 1);
      parser.push(text.slice(at, message.at));
      const gap = text.length > 1500 ? 61 : 7;
      if (pieces++ % gap > 0 && message.at < text.length) continue;
      const whole = new TailParser(options, () => undefined);
      whole.push(text.slice(0, message.at));
      if (tokensOf(parser) !== tokensOf(whole)) return text.slice(0, message.at);
    }
  }
  return undefined;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const loadedAt = fc.oneof(fc.constantFrom(0, 0, Infinity), fc.nat(40));

function pages(messages: fc.Arbitrary<string>): fc.Arbitrary<Page> {
  const some = fc.array(messages, { minLength: 1, maxLength: 3 });
  return fc.record({ messages: some, sizes, loadedAt });
}

describe.each(users)('with all plugins, and %s of the user', (_, options) => {
  it.each([
    ['generated documents', documents.map((text) => text.slice(0, 700))],
    ['texts of all scripts', texts],
    ['marks of all plugins', mixtures],
  ])('%s in pieces are parsed as at once, whatever has streamed before', (__, messages) => {
    fc.assert(
      fc.property(pages(messages), (page) => {
        expect(findDifference(page, options)).toBeUndefined();
      }),
      { numRuns, seed },
    );
  });
});

describe('texts that once differed', () => {
  it.each([
    [
      'a mark without a partner in raw text',
      '<code>x_1 ~~gone~~ and https://a.bc/wiki/A_(b) words',
    ],
    [
      'a bracket in raw text',
      '$ x_1 $<code>[a](**b**[^1…](…**b**[ref][two]word 3]*int </code>https://a.bc/wiki/A_(b',
    ],
    [
      'a reference whose label is not defined',
      '[ref]: l\n\ngamma *em* &amp; https://a.bc alpha https://a.bc 【1†a】 [ref][two]',
    ],
    [
      'a long run of letters before a citation',
      '.3<kbd>x</kbd>bG8gd29ybGQxd29yd29ybGQxd29y1.10.10.【1†a】http[1]<a title="\\|1.2.3bG8gd29y',
    ],
    ['a quote in a quote that looks like a comparison', '*\n\n* >>=\n``'],
    ['a table below the opener of a formula', 'b$$\n$$|b\n-|-\n>'],
    ['lines in an item that open formulas', '1. $$p$$$$$$\n   $$\\\n\\\n$$$'],
    [
      'an underline below a formula',
      `1. $$[]@$$ and words ${'[^1]@$$ '.repeat(9)}![* /of-wor\n   -`,
    ],
  ])('%s', (_, text) => {
    for (const size of [1, 7, 40]) {
      const page = { messages: [text], sizes: [size], loadedAt: 0 };
      for (const [, options] of users) expect(findDifference(page, options)).toBeUndefined();
    }
  });
});
