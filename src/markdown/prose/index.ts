export { loadRawHtml } from '../elements/lazy-raw-html.ts';
export { loadMarkdownParts } from '../elements/use-late-parts.ts';
export { type MarkdownLabels } from '../elements/markdown-labels.ts';
export {
  type MarkdownComponents,
  type MarkdownElement,
  type MarkdownElementProps,
} from '../elements/render-settings.ts';
export {
  type ProseMarkdownProps as StreamingMarkdownProps,
  StreamingMarkdown,
} from '../prose-markdown.tsx';
export { type MarkdownPlugin } from '../syntax/markdown-plugin.ts';
export { type MarkdownExtensions } from '../syntax/marked.ts';
export { type Tolerances } from '../syntax/tolerances.ts';
export { type UrlPolicy, type UrlVerdict } from '../urls/url-policy.ts';
export { type LinkClickHandler } from '../urls/use-link-click.ts';
