export { type Block, type BlockGroup } from './block.ts';
export { BlockParser, type BlockParserOptions, parseBlocks } from './block-parser.ts';
export { type CitationSource } from './citation-sources.ts';
export { completeToken } from './complete-token.ts';
export { loadRawHtml } from './lazy-raw-html.ts';
export {
  type BlockConstruct,
  type InlineConstruct,
  type MarkdownPlugin,
} from './markdown-plugin.ts';
export { type MarkdownLabels } from './markdown-labels.ts';
export { type MarkdownExtensions, type Token, type Tokens } from './marked.ts';
export {
  type ExtensionTokenProps,
  type MarkdownComponents,
  type MarkdownElement,
  type MarkdownElementProps,
} from './render-settings.ts';
export { StreamingMarkdown, type StreamingMarkdownProps } from './streaming-markdown.tsx';
export { type Tolerances } from './tolerances.ts';
export { type JudgedUrl, type UrlPolicy, type UrlVerdict, judgeUrl } from './url-policy.ts';
export { type LinkClickHandler } from './use-link-click.ts';
