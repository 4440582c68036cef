import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { convertToModelMessages, streamText, type UIMessage } from 'ai';
import { Hono } from 'hono';
import { createChatServer } from 'rivulet/server';
import { standIn } from './stand-in.ts';

// A model on any server that speaks OpenAI's words: `MODEL_URL=http://localhost:11434/v1 MODEL=qwen3 npm run dev`.
const { MODEL_URL: baseURL, MODEL = 'qwen3', MODEL_KEY: apiKey = '' } = process.env;
const model = baseURL ? createOpenAICompatible({ name: 'mine', baseURL, apiKey })(MODEL) : standIn;

const chat = createChatServer({
  answer: async ({ messages, signal }) =>
    streamText({
      model,
      messages: await convertToModelMessages(messages as UIMessage[]),
      abortSignal: signal,
      maxRetries: 0,
    }),
});

const app = new Hono();
app.all('/api/*', (c) => chat.fetch(c.req.raw));
app.use(serveStatic({ root: './dist' }));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}`),
);
