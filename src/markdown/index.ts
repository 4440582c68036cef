export { type Block, type BlockGroup } from './syntax/block.ts';
export { BlockParser, type BlockParserOptions, parseBlocks } from './document/block-parser.ts';
export { type CitationSource } from './elements/citation-sources.ts';
export { completeToken } from './complete/complete-token.ts';
export { loadRawHtml } from './elements/lazy-raw-html.ts';
export { loadMarkdownParts } from './elements/use-late-parts.ts';
export {
  type BlockConstruct,
  type InlineConstruct,
  type MarkdownPlugin,
} from './syntax/markdown-plugin.ts';
export { type MarkdownLabels } from './elements/markdown-labels.ts';
export { type MarkdownExtensions, type Token, type Tokens } from './syntax/marked.ts';
export {
  type ExtensionTokenProps,
  type MarkdownComponents,
  type MarkdownElement,
  type MarkdownElementProps,
} from './elements/render-settings.ts';
export { StreamingMarkdown, type StreamingMarkdownProps } from './streaming-markdown.tsx';
export { type Tolerances } from './syntax/tolerances.ts';
export { type JudgedUrl, type UrlPolicy, type UrlVerdict, judgeUrl } from './urls/url-policy.ts';
export { type LinkClickHandler } from './urls/use-link-click.ts';
