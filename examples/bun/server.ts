import { createChatServer } from 'rivulet/server';
import page from './index.html';
import { standIn } from './stand-in.ts';

const chat = createChatServer({
  answer: ({ messages, signal }) => standIn(messages, signal),
  // A real model instead, `upstream` being another export of `rivulet/server`:
  // answer: upstream({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-5-mini', apiKey: process.env.OPENAI_API_KEY }),
});

const { url } = Bun.serve({
  port: Number(process.env.PORT ?? 3000),
  // Longer than the 15 seconds between two signs of life of a silent stream; Bun's own 10 would cut it.
  idleTimeout: 60,
  routes: { '/': page, '/api/*': (request) => chat.fetch(request) },
});
console.log(url.href);
