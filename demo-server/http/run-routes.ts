import { Hono, type Context } from 'hono';
import { answerRunCall, type EventStreamOptions, type RunStore } from 'rivulet/server';
import { callerOf } from './caller.ts';
import { ownerOf } from './owner.ts';
import { wayTo } from './stream-run.ts';

/** The calls on runs that have been started: read on, look, stop, find a chat's active one, and forget a chat. */
export function runRoutes(runs: RunStore, options: EventStreamOptions): Hono {
  const routes = new Hono();
  const answer = (context: Context): Promise<Response> =>
    answerRunCall(context.req.raw, ownerOf(context.req.header()), {
      ...options,
      ...wayTo(context),
      runs,
      address: () => callerOf(context).address,
    });
  // Each by itself, as calls are counted by them.
  routes.get('/runs/:id/stream', answer);
  routes.get('/runs/:id', answer);
  routes.post('/runs/:id/cancel', answer);
  routes.get('/chats/:id/active', answer);
  routes.get('/chat/:id/stream', answer);
  routes.delete('/chats/:id', answer);
  return routes;
}
