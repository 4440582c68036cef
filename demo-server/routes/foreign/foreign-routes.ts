import { Hono } from 'hono';
import type { Engine } from '../../engine/engine.ts';
import type { RunStore } from '../../runs/run-store.ts';
import type { EventStreamOptions } from '../event-stream.ts';
import { ownerOf } from '../owner.ts';
import { readCursor, runAnswer } from '../run-answer.ts';
import { agUiRoutes } from './ag-ui-routes.ts';
import { openaiRoutes } from './openai-routes.ts';

/** The server in the words of other clients: OpenAI's at `/v1`, AG-UI's and the AI SDK's resume below `/api`. */
export function foreignRoutes(engine: Engine, runs: RunStore, options: EventStreamOptions): Hono {
  const routes = new Hono();
  routes.route('/v1', openaiRoutes(engine, runs, options));
  routes.route('/api', agUiRoutes(engine, runs, options));
  // The AI SDK's chat asks here after a reload: 204, or the whole of the answer that is being written.
  routes.get('/api/chat/:id/stream', async (context) => {
    const run = await runs.activeIn(context.req.param('id'), ownerOf(context.req.header()));
    if (!run) return context.body(null, 204);
    return runAnswer(context, run, readCursor(context, run), options);
  });
  return routes;
}
