import { createElement } from 'react';
import { englishCodeBlock } from '../../code-block/code-labels.ts';
import { prismHighlighter } from '../../highlight/prism-highlighter.ts';
import { englishMarkdown } from '../elements/markdown-labels.ts';
import type { Furniture } from '../elements/render-settings.ts';
import { renderTable } from '../elements/render-table.tsx';
import type { MarkdownProps } from './markdown-props.ts';
import { StaticCode } from './static-code.tsx';

/** Furniture that only stands there: nothing copies, asks or loads. */
export function staticFurniture({
  highlighter = prismHighlighter,
  codeBlock: { lineNumbers = false, wrap = false } = {},
  labels,
}: MarkdownProps): Furniture {
  const words = { ...englishCodeBlock, ...labels };
  const { image } = { ...englishMarkdown, ...labels };
  return {
    CodeBlock: ({ code, language = '' }) => (
      <StaticCode
        code={code}
        language={language}
        hasNumbers={lineNumbers}
        isWrapped={wrap}
        highlighter={highlighter}
        words={words}
      />
    ),
    Table: ({ token, settings, own }) => renderTable(token, settings, own),
    AskLink: ({ type, props: { title }, children }) => createElement(type, { title }, children),
    ImagePlaceholder: ({ props: { alt } }) => (
      <span className="rv-image" data-chrome="">
        <span className="rv-image-alt">{alt || image}</span>
      </span>
    ),
    LinkedImages: ({ link }) => link,
  };
}
