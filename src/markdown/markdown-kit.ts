import type { Highlighter } from '../highlight/highlighter.ts';
import type { Furniture } from './elements/render-settings.ts';
import type { MarkdownPlugin } from './syntax/markdown-plugin.ts';

/** What an entry point has for its messages beside GFM: what is not in it is not loaded. */
export interface MarkdownKit {
  readonly furniture: Furniture;
  /** Constructs of all messages. */
  readonly constructs: readonly MarkdownPlugin[];
  /** Of messages with `sources`. */
  readonly citations?: MarkdownPlugin;
  /** Colours code where the host says nothing of it. */
  readonly highlighter: Highlighter | null;
}
