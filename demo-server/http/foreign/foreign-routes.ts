import { Hono } from 'hono';
import type { EventStreamOptions } from 'rivulet/server';
import { ownerOf } from '../owner.ts';
import { streamRun } from '../stream-run.ts';
import type { TaskServices } from '../start-task.ts';
import { agUiRoutes } from './ag-ui-routes.ts';
import { anthropicRoutes } from './anthropic-routes.ts';
import { imagesRoutes } from './images-routes.ts';
import { openaiRoutes } from './openai-routes.ts';
import { responsesRoutes } from './responses-routes.ts';

/** The server in the words of other clients: OpenAI's and Anthropic's at `/v1`, AG-UI's and the AI SDK's resume below `/api`. */
export function foreignRoutes(services: TaskServices, options: EventStreamOptions): Hono {
  const { runs } = services;
  const routes = new Hono();
  routes.route('/v1', openaiRoutes(services, options));
  routes.route('/v1', responsesRoutes(services, options));
  routes.route('/v1', anthropicRoutes(services, options));
  routes.route('/v1', imagesRoutes(services, options));
  routes.route('/api', agUiRoutes(services, options));
  // The AI SDK's chat asks here after a reload: 204, or the whole of the answer that is being written.
  routes.get('/api/chat/:id/stream', async (context) => {
    const run = await runs.activeIn(context.req.param('id'), ownerOf(context.req.header()));
    if (!run) return context.body(null, 204);
    return streamRun(context, run, options);
  });
  return routes;
}
