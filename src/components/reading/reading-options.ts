import type * as React from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';

/** What helps who reads a list. */
export interface ReadingOptions {
  /**
   * Takes selected words of an answer, as a markdown quote; `false` offers no button for it.
   * @default puts them into the message field of the `<Chat>` around; where there is none, there is no button
   */
  readonly onQuote?: ((quote: string) => void) | false | undefined;
}

/** What is helped, and how. */
export interface ReadingProps extends ReadingOptions {
  /** The messages of the list. */
  readonly messages: readonly ChatMessage[];
  /** What of the list scrolls. */
  readonly viewportRef: React.RefObject<HTMLElement | null>;
}
