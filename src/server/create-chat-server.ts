import { ChatError } from '../protocol/chat-error.ts';
import type { ChatServer, ChatServerOptions } from './options/chat-server.ts';
import { checkOrigin } from './http/check-origin.ts';
import { failureAnswer } from './http/error-answer.ts';
import { visitorOf, type Visitor } from './http/owner-cookie.ts';
import { Shutdown } from './http/shutdown.ts';
import { StreamPlaces } from './http/stream-places.ts';
import { answerCall } from './routes/answer-call.ts';
import type { RouteServices } from './routes/route-services.ts';
import { MemoryRunStore, type MemoryRunStoreOptions } from './runs/memory-run-store.ts';
import type { RunStore } from './runs/run-store.ts';
import { Sweeper } from './runs/sweeper.ts';

/** Keeps runs in the memory of one process; a restart forgets them. For several servers there are stores they share. */
export function memoryRuns(options?: MemoryRunStoreOptions): RunStore {
  return new MemoryRunStore(options);
}

/**
 * Makes a chat server of a function that answers: a reload resumes the same message, a stop stops the model from any tab,
 * and the same question asked twice is answered once. It knows nothing but `Request` and `Response`.
 */
export function createChatServer(options: ChatServerOptions): ChatServer {
  const { basePath = '/api', origins = [] } = options;
  // Of use to those alone who let other origins in.
  const cors = origins.length > 0 ? import('./http/cors.ts') : undefined;
  const onError = options.onError ?? ((error: unknown) => console.error(error));
  const shutdown = new Shutdown();
  const places = new StreamPlaces(options);
  const opening = open(options.runs ?? memoryRuns());
  // Told to each request that needs it.
  opening.catch(() => undefined);

  async function open(store: RunStore | Promise<RunStore>): Promise<RouteServices> {
    const runs = await store;
    const own = { runs, shutdown, places, sweeper: new Sweeper(runs) };
    return { ...options, ...own, basePath: basePath.replace(/\/$/, ''), onError };
  }

  async function fetch(request: Request): Promise<Response> {
    const shared = await cors;
    if (request.method === 'OPTIONS') {
      return shared?.preflightAnswer(request, origins) ?? new Response(null, { status: 204 });
    }
    let visitor: Visitor | undefined;
    let response: Response;
    try {
      checkOrigin(request, origins);
      visitor = options.owner ? { owner: await options.owner(request) } : await visitorOf(request);
      response = await answerCall(request, visitor.owner, await opening);
    } catch (error) {
      if (!(error instanceof ChatError)) onError(error, 'request');
      response = failureAnswer(error);
    }
    for (const header of shared?.corsHeaders(request, origins) ?? [])
      response.headers.append(...header);
    if (visitor?.setCookie) response.headers.append('set-cookie', visitor.setCookie);
    return response;
  }

  return {
    fetch,
    routes: { GET: fetch, HEAD: fetch, POST: fetch, DELETE: fetch, OPTIONS: fetch },
    async close() {
      shutdown.begin();
      const { sweeper, runs } = await opening;
      sweeper.close();
      await runs.close();
    },
  };
}
