import { aiSdkServer } from './ai-sdk-server.ts';
import type { MakeBackend } from './backend.ts';
import { durableServer } from './durable-server.ts';
import { interactionsServer } from './interactions-server.ts';
import { llamaServer } from './llama-server.ts';
import { ownServer } from './own-server.ts';
import { responsesServer } from './responses-server.ts';
import { tanstackLinesServer, tanstackServer } from './tanstack-server.ts';

/** The backends that keep their runs, each by its name. */
export const backends: readonly (readonly [string, MakeBackend])[] = [
  ['our own server', ownServer],
  ['the AI SDK', aiSdkServer],
  ['TanStack AI', tanstackServer],
  ['TanStack AI by lines', tanstackLinesServer],
  ['OpenAI in the background', responsesServer()],
  ['Gemini’s Interactions', interactionsServer],
  ['llama.cpp', llamaServer('path')],
  ['llama.cpp, the id as a parameter', llamaServer('query')],
  ['Durable Streams by events', durableServer('sse')],
  ['Durable Streams by long polls', durableServer('long-poll')],
];
