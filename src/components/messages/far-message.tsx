import type * as React from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';

/**
 * A message that is far from what is seen: its words in one text node, so that the browser's own search, a selection and
 * a screen reader find them, at a hundredth of the cost. Renders an `<article>`.
 */
export function FarMessage({
  message,
  author,
}: {
  readonly message: ChatMessage;
  /** Who wrote it, in words. */
  readonly author: string;
}): React.JSX.Element {
  return (
    <article
      className="rv-message rv-far"
      data-role={message.role}
      data-message-id={message.id}
      aria-label={author}
    >
      <div className="rv-message-body rv-plain-text" dir="auto">
        {farText(message)}
      </div>
    </article>
  );
}

/** The words of a message without the marks inside its lines. */
function farText(message: ChatMessage): string {
  const text = messageMarkdown(message);
  if (message.role !== 'assistant') return text;
  return text
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\*\*|~~|(?<!`)`(?!`)|(?<![*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?![*\w])/g, '');
}
