import { askingFurniture } from './elements/asking-furniture.ts';
import { PlainCode } from './elements/plain-code.tsx';
import { PlainTable } from './elements/plain-table.tsx';
import type { MarkdownKit } from './markdown-kit.ts';

/** What prose needs: code is a bare `<pre>`, a table a bare `<table>`. */
export const proseKit: MarkdownKit = {
  furniture: { ...askingFurniture, CodeBlock: PlainCode, Table: PlainTable },
  constructs: [],
  highlighter: null,
};
