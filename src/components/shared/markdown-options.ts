import type { StreamingMarkdownProps } from '../../markdown/streaming-markdown.tsx';

/** How answers are rendered: everything `StreamingMarkdown` takes but the text and whether it streams. */
export type MarkdownOptions = Omit<StreamingMarkdownProps, 'children' | 'streaming'>;
