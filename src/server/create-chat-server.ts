import { ChatError } from '../protocol/chat-error.ts';
import type { ChatServer, ChatServerOptions } from './options/chat-server.ts';
import { checkOrigin } from './http/check-origin.ts';
import { failureAnswer } from './http/error-answer.ts';
import type { Visitor } from './http/owner-cookie.ts';
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
  const { basePath = '/api', origins = [], log } = options;
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
    const services = {
      ...options,
      runs,
      shutdown,
      places,
      sweeper: new Sweeper(runs),
      basePath: basePath.replace(/\/$/, ''),
      onError,
    };
    const { limits, history, tools, title, takeOver, tasks, streams } = options;
    if (!(limits ?? history ?? tools ?? title ?? takeOver ?? log ?? tasks ?? streams))
      return services;
    return (await import('./extras/add-extras.ts')).addExtras(services);
  }

  async function answer(request: Request): Promise<Response> {
    const shared = await cors;
    if (request.method === 'OPTIONS') {
      return shared?.preflightAnswer(request, origins) ?? new Response(null, { status: 204 });
    }
    let visitor: Visitor | undefined;
    let response: Response;
    try {
      checkOrigin(request, origins);
      const services = await opening;
      const call = (asked: Request, owner: string) => answerCall(asked, owner, services);
      if (options.owner) response = await call(request, await options.owner(request));
      else {
        const { visitorOf, answerAsAny } = await import('./http/owner-cookie.ts');
        visitor = await visitorOf(request);
        response = await answerAsAny(request, visitor, call);
      }
    } catch (error) {
      if (!(error instanceof ChatError)) onError(error, 'request');
      response = failureAnswer(error);
    }
    for (const header of shared?.corsHeaders(request, origins) ?? [])
      response.headers.append(...header);
    for (const cookie of visitor?.setCookie ?? []) response.headers.append('set-cookie', cookie);
    return response;
  }

  const fetch = log
    ? async (request: Request) =>
        (await import('./log/log-call.ts')).logCall(request, answer, log, onError)
    : answer;
  return {
    fetch,
    opening,
    routes: { GET: fetch, HEAD: fetch, POST: fetch, PATCH: fetch, DELETE: fetch, OPTIONS: fetch },
    async deleteOwner(owner) {
      const { runs, extras } = await opening;
      await runs.forgetOwner(owner);
      await extras?.deleteOwner(owner);
    },
    async close() {
      shutdown.begin();
      const { sweeper, runs } = await opening;
      await runs.close();
      await sweeper.close();
    },
  };
}
