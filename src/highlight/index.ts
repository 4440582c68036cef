export { CodeBlock, type CodeBlockOptions, type CodeBlockProps } from './code-block.tsx';
export { type CodeLabels } from './code-labels.ts';
export { CopyButton, type CopyButtonProps } from './copy-button.tsx';
export { copyText } from './copy-text.ts';
export {
  type HighlightLine,
  type HighlightSpan,
  type Highlighter,
  type ResumableLines,
  plainLines,
} from './highlighter.ts';
export { prismHighlighter } from './prism-highlighter.ts';
export { type TokenKind } from './token-kind.ts';
