import { Hono } from 'hono';
import { chatStreamRoutes } from './chat-stream-routes.ts';
import { textStreamRoutes } from './text-stream-routes.ts';
import { analysisRoutes } from './analysis-routes.ts';
import { listRoutes } from './list-routes.ts';
import { pictureRoutes } from './picture-routes.ts';
import { pipelineRoutes } from './pipeline-routes.ts';
import type { TaskDoorServices } from './task-door.ts';
import { tickerRoutes } from './ticker-routes.ts';
import { tutorialChatRoutes } from './tutorial-chat-routes.ts';

/** Where the guides' doors are, beside those below `/api`: they are guarded as that is. */
export const guidePaths = [
  '/chat/*',
  '/stream_text',
  '/generate_stream',
  '/safe_stream',
  '/generate-stream',
  '/generate_image_stream',
  '/process_stream',
  '/pipeline_stream',
  '/process-stream',
  '/process-batch',
  '/buffered_stream',
] as const;

/** Whether an address, with or without its query, is one of them. */
export function isGuidePath(url: string): boolean {
  const [path = ''] = url.split('?');
  return guidePaths.some((known) =>
    known.endsWith('/*') ? path.startsWith(known.slice(0, -1)) : path === known,
  );
}

const eventStream = 'text/event-stream; charset=utf-8';

/** The doors of the guides to streaming, so that their clients run against this server as they are written. */
export function guideRoutes(guide: TaskDoorServices): Hono {
  const routes = new Hono();
  for (const path of guidePaths) {
    // Whoever asks for the headers alone must not have the model write for him.
    routes.use(path, async (context, next) => {
      if (context.req.method !== 'HEAD') return next();
      return context.body(null, 200, { 'content-type': eventStream });
    });
  }
  routes.route('/', chatStreamRoutes(guide));
  routes.route('/', textStreamRoutes(guide));
  routes.route('/', tutorialChatRoutes(guide));
  for (const doors of [analysisRoutes, listRoutes, pictureRoutes, pipelineRoutes, tickerRoutes]) {
    routes.route('/', doors(guide));
  }
  return routes;
}
