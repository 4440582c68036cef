import { Chat } from '@ai-sdk/react';
import { DefaultChatTransport, type UIMessage } from 'ai';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

/** Makes the chat of the AI SDK's React hook over its default transport, of somebody: a browser would have the server's cookie. */
export function aiSdkChat(url: string, id: string, messages: UIMessage[] = []): Chat<UIMessage> {
  const transport = new DefaultChatTransport({
    api: `${url}/api/chat`,
    headers: { authorization: 'Bearer reader' },
  });
  return new Chat({ id, messages, transport });
}

/** The text of a chat's last message. */
export function lastText({ lastMessage }: Chat<UIMessage>): string {
  return (lastMessage?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** The AI SDK's own chat on our native wire. After a cut it shows an error; its resume is for a reload. */
export const aiSdkClient: ForeignClient = {
  name: '@ai-sdk/react',
  resumes: false,
  async ask({ url }) {
    const chat = aiSdkChat(url, 'chat-1');
    await chat.sendMessage({ text: question });
    return { text: lastText(chat), end: chat.status === 'ready' ? 'complete' : 'error' };
  },
};
