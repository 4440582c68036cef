import express from 'express';
import OpenAI, { APIError } from 'openai';
import { ChatError, textTurns } from 'rivulet/protocol';
import { createChatServer } from 'rivulet/server';
import { toNodeListener } from 'rivulet/server/node';
import { createServer } from 'vite';
import { standIn } from './stand-in.ts';

const port = Number(process.env.PORT ?? 3000);
const key = process.env.OPENAI_API_KEY;
// Without a key the same SDK asks the stand-in below.
const openai = new OpenAI(
  key ? {} : { baseURL: `http://localhost:${port}/stand-in`, apiKey: 'none', maxRetries: 0 },
);

const chat = createChatServer({
  answer: ({ messages, signal }) =>
    openai.chat.completions
      .create(
        { model: process.env.MODEL ?? 'gpt-5-mini', messages: textTurns(messages), stream: true },
        { signal },
      )
      .catch(tellReader),
});

/** The words of a `ChatError` reach the reader; those of any other error do not. */
function tellReader(cause: unknown): never {
  const isBusy = cause instanceof APIError && [429, 503].includes(cause.status ?? 0);
  if (isBusy) throw new ChatError('overloaded', 'The model is busy. Ask again soon.', { cause });
  throw cause;
}

const app = express();
app.use('/api', toNodeListener(chat)); // before anything that reads bodies
if (!key) app.post('/stand-in/chat/completions', express.json(), standIn);
const server = app.listen(port, () => console.log(`http://localhost:${port}`));

const vite = await createServer({ server: { middlewareMode: true, hmr: { server } } });
app.use(vite.middlewares);
