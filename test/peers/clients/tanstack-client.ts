import { ChatClient, fetchServerSentEvents } from '@tanstack/ai-client';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

/** TanStack AI's chat on our AG-UI events. It resumes by `Last-Event-ID`. */
export const tanstackClient: ForeignClient = {
  name: '@tanstack/ai-client',
  resumes: true,
  async ask({ url }) {
    const connection = fetchServerSentEvents(`${url}/api/ag-ui`, { reconnect: { delayMs: 1 } });
    const client = new ChatClient({ connection });
    await client.sendMessage(question);
    const answers = client.getMessages().filter(({ role }) => role === 'assistant');
    const parts = answers.flatMap((message) => message.parts);
    const text = parts.map((part) => (part.type === 'text' ? part.content : '')).join('');
    client.stop();
    return { text, end: client.getStatus() === 'ready' ? 'complete' : 'error' };
  },
};
