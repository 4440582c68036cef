import { isSameList } from '../../view/same-list.ts';
import type { BlockGroup } from '../syntax/block.ts';
import { hasRtlText } from '../syntax/direction.ts';
import { type FootnotePlugin, type Footnotes, noFootnotes } from './footnote-index.ts';
import { type Completing, follow } from '../complete/display-token.ts';
import { lazyOpenBlock } from '../resume/lazy-open-block.ts';
import { type MarkdownPlugin, extensionsOf, marksOf } from '../syntax/markdown-plugin.ts';
import { joinExtensions } from '../syntax/lexer-options.ts';
import type { MarkdownExtensions } from '../syntax/marked.ts';
import { type BlockParserOptions, TailParser } from './tail-parser.ts';
import type { TolerancePlugin } from '../syntax/tolerate.ts';

/** What one render shows. */
export interface DocumentView {
  readonly pages: readonly BlockGroup[];
  /** Whether right-to-left text stands anywhere in it. */
  readonly hasRtl: boolean;
  /** Whether raw HTML, or a character by a name that only the DOM may know, can be in it. */
  readonly mayHaveHtml: boolean;
  readonly footnotes: Footnotes;
  /** What a parser extension threw; the text is shown plain then. */
  readonly error?: unknown;
}

/** How many null characters of a message are shown. */
const mostNulls = 1000;

/**
 * Follows a text that React passes whole at every render: what is appended goes to the parser,
 * any other change starts a new one. Updating twice with one text is harmless, and so is an update
 * of a render that React throws away: the parser only holds text that was given to it.
 */
export class MarkdownDocument {
  readonly #options: BlockParserOptions;
  readonly #own: Completing;
  readonly #indexFootnotes: FootnotePlugin['indexFootnotes'] | undefined;
  /** What is skipped at the beginning. */
  readonly #mark: string;
  /** A text that is whole has no block to go on with. */
  readonly #findOpenBlock = (length: number) =>
    this.#isStreaming ? lazyOpenBlock(length) : undefined;
  #parser: TailParser;
  #text = '';
  #isStreaming = true;
  #completing: Completing | undefined;
  #hasRtl = false;
  #mayHaveHtml = false;
  #nulls = 0;
  #view: DocumentView = { pages: [], hasRtl: false, mayHaveHtml: false, footnotes: noFootnotes };

  constructor(extensions?: MarkdownExtensions, plugins: readonly MarkdownPlugin[] = []) {
    const {
      isTildeText,
      skipped = '',
      indexFootnotes,
    } = Object.assign({}, ...plugins) as Partial<TolerancePlugin & FootnotePlugin>;
    this.#indexFootnotes = indexFootnotes;
    this.#own = { plugins };
    this.#mark = skipped;
    this.#options = {
      extensions: joinExtensions(extensionsOf(plugins), extensions),
      // Of those of the user nothing is known.
      inlineMarks: extensions === undefined ? marksOf(plugins) : undefined,
      isTildeText,
    };
    this.#parser = new TailParser(this.#options, this.#findOpenBlock);
  }

  /** Characters handed to marked since the text was last replaced, for tests that count work. */
  get lexedCharacters(): number {
    return this.#parser.lexedCharacters;
  }

  /** Brings the pages up to the text; pages and blocks that did not change keep their identity. */
  update(text: string, isStreaming: boolean, completing: Completing = this.#own): DocumentView {
    const isKnown = isStreaming === this.#isStreaming && completing === this.#completing;
    if (isKnown && text === this.#text) return this.#view;
    try {
      const pages = this.#parse(text, isStreaming);
      const { footnotes } = this.#view;
      this.#view = {
        pages,
        hasRtl: this.#hasRtl,
        mayHaveHtml: this.#mayHaveHtml,
        footnotes: this.#indexFootnotes?.(pages, isStreaming, completing, footnotes) ?? noFootnotes,
      };
    } catch (error) {
      this.#text = '';
      this.#completing = undefined;
      this.#parser = new TailParser(this.#options, this.#findOpenBlock);
      const view = { pages: [plainPage(text)], hasRtl: hasRtlText(text), mayHaveHtml: false };
      return { ...view, footnotes: noFootnotes, error };
    }
    this.#text = text;
    this.#completing = completing;
    return this.#view;
  }

  #parse(text: string, isStreaming: boolean): readonly BlockGroup[] {
    const isReopened = isStreaming && !this.#isStreaming;
    if (!text.startsWith(this.#text) || isReopened) {
      this.#parser = new TailParser(this.#options, this.#findOpenBlock);
      this.#text = '';
      this.#hasRtl = false;
      this.#mayHaveHtml = false;
      this.#nulls = 0;
    }
    const skipped = this.#text === '' && text.startsWith(this.#mark) ? this.#mark : this.#text;
    const appended = text.slice(skipped.length);
    this.#hasRtl ||= hasRtlText(appended);
    this.#mayHaveHtml ||= /[<&]/.test(appended);
    this.#isStreaming = isStreaming;
    this.#parser.push(this.#withoutNulls(appended));
    if (!isStreaming) this.#parser.flush();
    return keepPages(this.#parser.pages, this.#view.pages);
  }

  /** U+0000 shows as U+FFFD (CommonMark, "Insecure characters"); browsers lay thousands of these out for seconds. */
  #withoutNulls(text: string): string {
    if (!text.includes('\0')) return text;
    return text.replaceAll('\0', () => (++this.#nulls > mostNulls ? '' : '\ufffd'));
  }
}

function keepPages(
  pages: readonly BlockGroup[],
  before: readonly BlockGroup[],
): readonly BlockGroup[] {
  return pages.map((page, index) => {
    const old = before[index];
    if (old && isSameList(old.blocks, page.blocks)) return old;
    for (const [at, block] of page.blocks.entries()) {
      const last = old?.blocks[at];
      if (last && last !== block) follow(block, last);
    }
    return page;
  });
}

function plainPage(raw: string): BlockGroup {
  const text = { type: 'escape', raw, text: raw };
  const token = { type: 'paragraph', raw, text: raw, tokens: [text] };
  return { id: 0, blocks: [{ id: 0, raw, token, isOpen: false }] };
}
