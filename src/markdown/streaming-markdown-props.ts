import type { CodeBlockOptions } from '../code-block/code-block.tsx';
import type { CitationSource } from './elements/citation-sources.ts';
import type { MarkdownLabels } from './elements/markdown-labels.ts';
import type { MarkdownComponents } from './elements/render-settings.ts';
import type { Highlighter } from '../highlight/highlighter.ts';
import type { MarkdownPlugin } from './syntax/markdown-plugin.ts';
import type { MarkdownExtensions } from './syntax/marked.ts';
import type { Tolerances } from './syntax/tolerances.ts';
import type { UrlPolicy } from './urls/url-policy.ts';
import type { LinkClickHandler } from './urls/use-link-click.ts';

/** Props of `StreamingMarkdown`. Pass stable objects and functions: a new one renders every block again. */
export interface StreamingMarkdownProps {
  /** The markdown so far; while it only grows, work follows what is new. @default '' */
  readonly children?: string | undefined;
  /** Whether more may follow: the open end is completed for display. @default false */
  readonly streaming?: boolean | undefined;
  /** Components that stand in for elements, by element name, and `codeBlock`. @default {} */
  readonly components?: MarkdownComponents | undefined;
  /** Which links work. A function may be written in place: blocks render again where its verdicts change. @default 'allow' */
  readonly linkPolicy?: UrlPolicy | undefined;
  /** Which images load; others are placeholders. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Colours code; `null` switches that off. @default prismHighlighter */
  readonly highlighter?: Highlighter | null | undefined;
  /** Line numbers, wrapping, buttons and height of code blocks. @default {} */
  readonly codeBlock?: CodeBlockOptions | undefined;
  /** Levels that headings stand below what their source says, at most `h6`: with 1, `#` is an `h2` below the page's own title. @default 0 */
  readonly headingOffset?: number | undefined;
  /** Extensions of marked: a list, or an instance that has them. @default none */
  readonly extensions?: MarkdownExtensions | undefined;
  /** What else is markdown here: `math()`, `mermaid()`; later ones win. @default none */
  readonly plugins?: readonly MarkdownPlugin[] | undefined;
  /** Whether GitHub's extensions are on: tables, tasks, `~~`, bare URLs, footnotes, alerts. With `false`, and without tolerances, it is CommonMark to the letter. @default true */
  readonly gfm?: boolean | undefined;
  /** What is read as models mean it, not as GFM says, by name; `false` is strict, `{ tilde: false }` switches one off. @default all on */
  readonly tolerances?: false | Partial<Tolerances> | undefined;
  /** What `[1]` and `【1†source】` lead to, by position from 1 or by `id`; without it they are text. @default none */
  readonly sources?: readonly CitationSource[] | undefined;
  /** Shows a caret at the open end while streaming. @default false */
  readonly caret?: boolean | undefined;
  /** Lets new words fade in while streaming, unless the reader wants less motion. @default false */
  readonly fadeIn?: boolean | undefined;
  /** Puts the markdown of what is selected on the clipboard, beside clean HTML. @default true */
  readonly copyMarkdown?: boolean | undefined;
  /** What it says by itself, code blocks included. @default what the chat around it says, else English */
  readonly labels?: Partial<MarkdownLabels> | undefined;

  /** A class beside the kit's own. @default none */
  readonly className?: string | undefined;
  /** Is asked before a link is followed: `false`, or a promise of it, and it is not. @default none */
  readonly onLinkClick?: LinkClickHandler | undefined;
  /** Hears of an exception in a block, once; the block shows its source then. @default none */
  readonly onError?: ((error: unknown) => void) | undefined;
}
