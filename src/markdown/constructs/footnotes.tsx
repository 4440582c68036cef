'use client';

import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import { footnotePlugin } from './footnote-plugin.tsx';
import { inMessage } from './in-message.ts';

/** Footnotes as GitHub writes them, in messages of the browser. */
export const footnotes: MarkdownPlugin = footnotePlugin(inMessage);
