import { ChatError } from '../../protocol/chat-error.ts';
import { readText } from '../http/read-question.ts';
import { describeRun, runAnswer, runMissing } from '../http/run-answer.ts';
import type { Run } from '../runs/run.ts';
import { identityOf, readerOf } from '../runs/run.ts';
import { postChat } from './post-chat.ts';
import type { RouteServices } from './route-services.ts';

type Route = (id: string, request: Request, owner: string) => Promise<Response>;

/** Answers a call on chats and runs by its method and path. Throws a `ChatError` for what cannot be done. */
export async function answerCall(
  request: Request,
  owner: string,
  services: RouteServices,
): Promise<Response> {
  const { runs, basePath } = services;
  const reader = readerOf(owner);
  const stream = (run: Run): Response => runAnswer(request, run, { ...services, owner: reader });
  const routes: Readonly<Record<string, Route>> = {
    'POST /chat': async () => stream(await postChat(request, owner, services)),
    'GET /runs/:id/stream': async (id) => stream(await find(id)),
    'GET /runs/:id': async (id) => Response.json(describeRun(await find(id))),
    'POST /runs/:id/cancel': async (id) => {
      const address = services.address?.(request) ?? '';
      const run = await runs.cancel(id, await readReason(request), reader, address);
      if (!run) throw runMissing();
      return Response.json(describeRun(await ended(run)));
    },
    'GET /chats/:id/active': async (id) => {
      const run = await runs.activeIn(id, identityOf(owner));
      return Response.json({ runId: run?.id ?? null, lastSeq: run?.log.lastSeq ?? -1 });
    },
    // Where the AI SDK's chat asks after a reload.
    'GET /chat/:id/stream': async (id) => {
      const run = await runs.activeIn(id, identityOf(owner));
      return run ? stream(run) : new Response(null, { status: 204 });
    },
    'DELETE /chats/:id': async (id) => {
      // Whoever has no such chat hears the same: that nothing of it is here.
      await runs.forgetChat(id, identityOf(owner));
      return new Response(null, { status: 204 });
    },
  };
  const { pattern, id } = patternOf(request, basePath);
  const route = services.extras?.routes[pattern] ?? routes[pattern];
  if (!route) throw notFound();
  return route(id, request, owner);

  async function find(name: string): Promise<Run> {
    const run = await runs.get(name, reader);
    if (!run) throw runMissing();
    return run;
  }
}

/** Takes the name out of a path: `GET /api/runs/7/stream` is the pattern `GET /runs/:id/stream` of the name 7. */
function patternOf(request: Request, basePath: string): { pattern: string; id: string } {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : '';
  const [, kind = '', name, call] = path.split('/');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const pattern = [kind, name === undefined ? undefined : ':id', call];
  return {
    pattern: `${method} /${pattern.filter((part) => part !== undefined).join('/')}`,
    id: decode(name ?? ''),
  };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw notFound();
  }
}

/** The answer to a stop is the final state: the model has stopped by then. */
async function ended(run: Run): Promise<Run> {
  const leave = run.attach();
  await run.settled;
  leave();
  return run;
}

/** Reads why a run is stopped; a beacon sends text, some clients nothing. */
async function readReason(request: Request): Promise<string> {
  try {
    const { reason } = JSON.parse(await readText(request, 10_000)) as { reason?: unknown };
    if (typeof reason === 'string' && reason !== '' && reason.length <= 200) return reason;
  } catch {
    // A reason is a courtesy; without a readable one the run is stopped all the same.
  }
  return 'the user stopped it';
}

function notFound(): ChatError {
  const text = 'There is nothing at this address. Check the path and the method.';
  return new ChatError('not-found', text);
}
