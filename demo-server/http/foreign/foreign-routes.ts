import { Hono } from 'hono';
import type { EventStreamOptions } from 'rivulet/server';
import type { TaskServices } from '../start-task.ts';
import { agUiRoutes } from './ag-ui-routes.ts';
import { anthropicRoutes } from './anthropic-routes.ts';
import { imagesRoutes } from './images-routes.ts';
import { openaiRoutes } from './openai-routes.ts';
import { responsesRoutes } from './responses-routes.ts';

/** The server in the words of other clients: OpenAI's and Anthropic's at `/v1`, AG-UI's below `/api`. */
export function foreignRoutes(services: TaskServices, options: EventStreamOptions): Hono {
  const routes = new Hono();
  routes.route('/v1', openaiRoutes(services, options));
  routes.route('/v1', responsesRoutes(services, options));
  routes.route('/v1', anthropicRoutes(services, options));
  routes.route('/v1', imagesRoutes(services, options));
  routes.route('/api', agUiRoutes(services, options));
  return routes;
}
