import type { CodeBlockOptions } from '../../code-block/code-block.tsx';
import type { Highlighter } from '../../highlight/highlighter.ts';
import type { CitationSource } from '../elements/citation-sources.ts';
import type { MarkdownLabels } from '../elements/markdown-labels.ts';
import type { MarkdownComponents } from '../elements/render-settings.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { MarkdownExtensions } from '../syntax/marked.ts';
import type { Tolerances } from '../syntax/tolerances.ts';
import type { UrlPolicy } from '../urls/url-policy.ts';

/** Props of `Markdown`. */
export interface MarkdownProps {
  /** The whole markdown. */
  readonly children?: string | undefined;
  /**
   * The window of a DOM on the server, such as `new JSDOM('').window`: raw HTML is sanitised with it. Make
   * one and keep it. Where DOMPurify cannot work with it, and without one, raw HTML is text.
   */
  readonly dom?: unknown;
  /** Components that stand in for elements, by element name, and `codeBlock`; those of a client get plain data. */
  readonly components?: MarkdownComponents | undefined;
  /** Which links work; nobody can be asked here, so `'ask'` is `'block'`. @default 'allow' */
  readonly linkPolicy?: UrlPolicy | undefined;
  /** Which images load; `'ask'` is `'block'`: their descriptions stand for the others. @default 'block' */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Colours code; `null` switches that off. @default prismHighlighter */
  readonly highlighter?: Highlighter | null | undefined;
  /** Line numbers and wrapping of code blocks. @default {} */
  readonly codeBlock?: Pick<CodeBlockOptions, 'lineNumbers' | 'wrap'> | undefined;
  /** Levels that headings stand below what their source says, at most `h6`. @default 0 */
  readonly headingOffset?: number | undefined;
  /** Extensions of marked: a list, or an instance that has them. */
  readonly extensions?: MarkdownExtensions | undefined;
  /** What else is markdown here; later ones win. What they show must be for servers, or a component of a client. */
  readonly plugins?: readonly MarkdownPlugin[] | undefined;
  /** Whether GitHub's extensions are on: tables, tasks, `~~`, bare URLs, footnotes, alerts. @default true */
  readonly gfm?: boolean | undefined;
  /** What is read as models mean it, not as GFM says, by name; `false` is strict. @default all on */
  readonly tolerances?: false | Partial<Tolerances> | undefined;
  /** What `[1]` and `【1†source】` lead to, by position from 1 or by `id`; without it they are text. */
  readonly sources?: readonly CitationSource[] | undefined;
  /** What it says by itself, code blocks included. @default English */
  readonly labels?: Partial<MarkdownLabels> | undefined;
  /** Begins the ids of footnotes. @default made from the text */
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  /** Hears of an extension that fails, and of a language that does not load; the text shows without them. */
  readonly onError?: ((error: unknown) => void) | undefined;
}
