import { createChatServer } from 'rivulet/server';
import { standIn } from '../stand-in.ts';

const chat = createChatServer({
  answer: ({ messages, signal }) => standIn(messages, signal),
  // A real model instead, `upstream` being another export of `rivulet/server`:
  // answer: upstream({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-5-mini', apiKey: process.env.OPENAI_API_KEY }),
});

export const loader = ({ request }: { request: Request }) => chat.fetch(request);
export const action = loader;
