import { messageText } from '../../protocol/message-text.ts';
import { textTurns } from '../../protocol/text-turns.ts';
import type { WebSocketWords } from './web-socket-words.ts';

/** The words of most tutorials' servers: `chat` asks, with the question and all turns so far, and `cancel` stops. */
export const jsonWords: WebSocketWords = {
  send({ messages }) {
    const question = messages.findLast(({ role }) => role === 'user');
    const message = question ? messageText(question) : '';
    return { type: 'chat', message, messages: textTurns(messages) };
  },
  cancel: () => ({ type: 'cancel' }),
};
