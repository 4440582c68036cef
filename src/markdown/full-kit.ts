import { CodeBlock } from '../code-block/code-block.tsx';
import { prismHighlighter } from '../highlight/prism-highlighter.ts';
import { citations } from './constructs/citations.tsx';
import { footnotes } from './constructs/footnotes.tsx';
import { askingFurniture } from './elements/asking-furniture.ts';
import { TableToken } from './elements/table-token.tsx';
import type { MarkdownKit } from './markdown-kit.ts';

/** All that there is: footnotes, citations, colours, what copies code and tables. */
export const fullKit: MarkdownKit = {
  furniture: { ...askingFurniture, CodeBlock, Table: TableToken },
  constructs: [footnotes],
  citations,
  highlighter: prismHighlighter,
};
