import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatLabels } from './chat-labels.ts';

/** Says in a sentence how a message ended; `''` when it ended whole, or has not. */
export function endLabel({ end, error, metadata }: ChatMessage, texts: ChatLabels): string {
  switch (end) {
    case 'aborted':
      return texts.stopped;
    case 'truncated':
      return texts.truncated;
    case 'error':
      return error ? texts.error(error) : texts.failed;
    case 'expired':
      return texts.expired;
    case 'complete':
      if (metadata?.finishReason === 'length') return texts.lengthLimit;
      if (metadata?.finishReason === 'content-filter') return texts.contentFilter;
      return '';
    case undefined:
      return '';
    default:
      end satisfies never;
      // A stored message may have a word of another system, of which nothing is known.
      return '';
  }
}
