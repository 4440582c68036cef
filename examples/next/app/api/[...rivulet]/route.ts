import { createChatServer, memoryRuns } from 'rivulet/server';
import { redisRuns } from 'rivulet/server/redis';
import { standIn } from '../../../stand-in';

const redis = process.env.REDIS_URL;

const chat = createChatServer({
  answer: ({ messages, signal }) => standIn(messages, signal),
  // A real model instead, `upstream` being another export of `rivulet/server`:
  // answer: upstream({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-5-mini', apiKey: process.env.OPENAI_API_KEY }),
  runs: redis ? redisRuns({ url: redis }) : memoryRuns(),
});

export const { GET, POST, PATCH, DELETE } = chat.routes;
