import { runAnswer } from '../http/run-answer.ts';
import { readerOf } from '../runs/run.ts';
import { patternOf } from './call-pattern.ts';
import { postChat } from './post-chat.ts';
import type { RouteServices } from './route-services.ts';

/** Answers a call on chats and runs by its method and path. Throws a `ChatError` for what cannot be done. */
export async function answerCall(
  request: Request,
  owner: string,
  services: RouteServices,
): Promise<Response> {
  const { pattern, id } = patternOf(request, services.basePath);
  const extra = services.extras?.routes[pattern];
  if (extra) return extra(id, request, owner);
  if (pattern === 'POST /chat') {
    const run = await postChat(request, owner, services);
    return runAnswer(request, run, { ...services, owner: readerOf(owner) });
  }
  return (await import('./run-calls.ts')).answerRunCall(request, owner, services);
}
