import type { ChatMessage } from './chat-message.ts';
import { joinText } from './join-text.ts';

/** Joins the text parts of a message; reasoning, tools and the rest are left out. */
export function messageText(message: ChatMessage): string {
  let text = '';
  for (const part of message.parts) if (part.type === 'text') text += part.text;
  return text;
}

/** The text of a message as it is shown: a blank line stands between its different texts. */
export function messageMarkdown(message: ChatMessage): string {
  let text = '';
  for (const part of joinText(message.parts)) {
    if (part.type === 'text' && part.text) text += text ? `\n\n${part.text}` : part.text;
  }
  return text;
}
