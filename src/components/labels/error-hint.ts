import type { ToldError } from './chat-labels.ts';
import { formatMs } from './format-figures.ts';

/** Says what the reader can do about an error, of whose wait `leftMs` is left; `''` where its message says it all. */
export function errorHint({ code, retryAfterMs }: ToldError, leftMs = retryAfterMs): string {
  if (leftMs) return `The server asks to wait ${formatMs(leftMs)}.`;
  if (retryAfterMs) return 'You can ask again now.';
  switch (code) {
    case 'network':
      return 'Check your connection and that the server is running.';
    case 'timeout':
      return 'The server took too long. It may be busy.';
    case 'unauthorized':
      return 'Sign in again, or check the access key.';
    case 'too-large':
      return 'Shorten the message, or start a new chat.';
    case 'rate-limited':
    case 'overloaded':
      return 'Many people are asking. Wait a moment.';
    case 'server':
      return 'The fault is on the server, not in your message.';
    case 'truncated':
    case 'expired':
      return 'Ask again to get the whole answer.';
    default:
      return '';
  }
}
