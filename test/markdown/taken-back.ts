import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import { TailParser } from '../../src/markdown/document/tail-parser.ts';
import { OpenBlock } from '../../src/markdown/resume/open-block.ts';
import type { Block, BlockGroup } from '../../src/markdown/syntax/block.ts';
import type { Token } from '../../src/markdown/syntax/marked.ts';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { joinExtensions } from '../../src/markdown/syntax/lexer-options.ts';
import {
  type MarkdownPlugin,
  extensionsOf,
  marksOf,
} from '../../src/markdown/syntax/markdown-plugin.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';
import { glyphsOf, textOf } from './visible-text.ts';

/** A step that took back what the step before had shown. */
interface TakenBack {
  /** The text so far, from shortly before where it ends. */
  readonly source: string;
  readonly before: string;
  readonly after: string;
  /** Whether what went came back later. */
  readonly isFlash: boolean;
}

/** How a text showed while it grew. */
export interface Showing {
  readonly steps: number;
  readonly takenBack: readonly TakenBack[];
  /** Steps whose text is no beginning of the finished one. */
  readonly wrong: number;
  /** Characters that are written, and will be visible, but are not shown yet, summed over the steps. */
  readonly delay: number;
  /** The most of them at one step. */
  readonly longestDelay: number;
}

/** Parses as `StreamingMarkdown` does, with `plugins` as well as its own. */
function createParser(plugins: readonly MarkdownPlugin[]): {
  readonly parser: TailParser;
  readonly all: readonly MarkdownPlugin[];
} {
  const tolerances = tolerate({}, rareRules);
  const all = [cjkFriendly, tolerances, ...plugins];
  const options = {
    extensions: joinExtensions(extensionsOf(all)),
    inlineMarks: marksOf(all),
    isTildeText: tolerances.isTildeText,
  };
  return { parser: new TailParser(options, () => OpenBlock), all };
}

/**
 * Streams `text` in pieces of `size` characters and compares what a reader sees after each with what
 * was seen before: a step that does not go on from there has taken something back.
 */
export function showWhileGrowing(
  text: string,
  plugins: readonly MarkdownPlugin[] = [],
  size = 1,
): Showing {
  const steps = streamTexts(text, plugins, size);
  const final = steps.at(-1)?.shown ?? '';
  const takenBack = steps.flatMap(({ shown, end }, index): TakenBack[] => {
    const before = steps[index - 1]?.shown ?? '';
    if (shown.startsWith(before)) return [];
    const from = Math.max(0, commonLength(before, shown) - 10);
    return [
      {
        source: text.slice(Math.max(0, end - 60), end),
        before: before.slice(from),
        after: shown.slice(from),
        isFlash: steps.slice(index + 1, index + 400).some((step) => step.shown.startsWith(before)),
      },
    ];
  });
  const delays = steps.map(({ shown, written }) =>
    Math.max(0, commonLength(written, final) - shown.length),
  );
  return {
    steps: steps.length,
    takenBack,
    wrong: steps.filter(({ shown }) => !final.startsWith(shown)).length,
    delay: delays.reduce((sum, each) => sum + each, 0),
    longestDelay: Math.max(0, ...delays),
  };
}

interface Step {
  readonly end: number;
  /** What a reader sees. */
  readonly shown: string;
  /** What a reader would see if the text ended here. */
  readonly written: string;
}

function streamTexts(text: string, plugins: readonly MarkdownPlugin[], size: number): Step[] {
  const { parser, all } = createParser(plugins);
  const textOfBlock = remembering((block: Block) => textOf(glyphsOf(completeToken(block, all))));
  const textOfToken = remembering((token: Token) => textOf(glyphsOf(token)));
  const steps: Step[] = [];
  const shownOf = remembering(({ blocks }: BlockGroup) => blocks.map(textOfBlock).join(''));
  const writtenOf = remembering(({ blocks }: BlockGroup) =>
    blocks.map(({ token }) => textOfToken(token)).join(''),
  );
  const note = (end: number) => {
    const pages = [...parser.groups, { id: -1, blocks: parser.open }];
    steps.push({ end, shown: pages.map(shownOf).join(''), written: pages.map(writtenOf).join('') });
  };
  for (let end = size; end < text.length + size; end += size) {
    parser.push(text.slice(end - size, end));
    note(end);
  }
  parser.flush();
  note(text.length);
  return steps;
}

function remembering<T extends object>(find: (value: T) => string): (value: T) => string {
  const known = new WeakMap<T, string>();
  return (value) => {
    const found = known.get(value) ?? find(value);
    known.set(value, found);
    return found;
  };
}

function commonLength(a: string, b: string): number {
  if (b.startsWith(a)) return a.length;
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
