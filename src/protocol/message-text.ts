import type { ChatMessage } from './chat-message.ts';

/** Joins the text parts of a message; reasoning, tools and the rest are left out. */
export function messageText(message: ChatMessage): string {
  let text = '';
  for (const part of message.parts) if (part.type === 'text') text += part.text;
  return text;
}

/** The text of a message as markdown: a blank line stands between its different texts, none where a citation cuts one. */
export function messageMarkdown(message: Pick<ChatMessage, 'parts'>): string {
  let text = '';
  let wasCited = false;
  for (const part of message.parts) {
    if (part.type !== 'text' || !part.text) continue;
    const isCited = part.citations !== undefined;
    const goesOn = text === '' || part.continues || isCited || wasCited;
    text += goesOn ? part.text : `\n\n${part.text}`;
    wasCited = isCited;
  }
  return text;
}
