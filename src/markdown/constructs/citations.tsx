'use client';

import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import { citationPlugin } from './citation-plugin.tsx';
import { inMessage } from './in-message.ts';

/** Citations of the `sources` of the message, in messages of the browser. */
export const citations: MarkdownPlugin = citationPlugin(inMessage);
