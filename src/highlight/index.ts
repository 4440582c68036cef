export {
  CodeBlock,
  type CodeBlockOptions,
  type CodeBlockProps,
} from '../code-block/code-block.tsx';
export { type CodeLabels } from '../code-block/code-labels.ts';
export { CopyButton, type CopyButtonProps } from '../code-block/copy-button.tsx';
export { copyText } from '../view/copy-text.ts';
export {
  type HighlightLine,
  type HighlightSpan,
  type Highlighter,
  type ResumableLines,
  plainLines,
} from './highlighter.ts';
export { prismHighlighter } from './prism-highlighter.ts';
export { type TokenKind } from './token-kind.ts';
