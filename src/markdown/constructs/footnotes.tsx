'use client';

import type { FootnotePlugin } from '../document/footnote-index.ts';
import { footnotePlugin } from './footnote-plugin.tsx';
import { inMessage } from './in-message.ts';

/** Footnotes as GitHub writes them, in messages of the browser. */
export const footnotes: FootnotePlugin = footnotePlugin(inMessage);
