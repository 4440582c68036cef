import { CodeBlock } from '../code-block/code-block.tsx';
import { AskLink } from './elements/ask-link.tsx';
import type { Furniture } from './elements/render-settings.ts';
import { ImagePlaceholder } from './elements/image-placeholder.tsx';
import { LinkedImages } from './elements/linked-images.tsx';
import { TableToken } from './elements/table-token.tsx';

/** All that the kit has: what copies code and tables, what colours code, what asks before it loads. */
export const fullFurniture: Furniture = {
  CodeBlock,
  Table: TableToken,
  AskLink,
  ImagePlaceholder,
  LinkedImages,
};
