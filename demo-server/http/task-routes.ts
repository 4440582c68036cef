import { Hono } from 'hono';
import { ChatError } from 'rivulet/protocol';
import { acceptedFraming, liveAnswer, taskAnswer, type EventStreamOptions } from 'rivulet/server';
import { readJson, readKey } from './chat-route.ts';
import { askerOf, ownerOf } from './owner.ts';
import { startTask, type TaskServices } from './start-task.ts';
import { streamRun } from './stream-run.ts';

/** The calls of tasks and live streams: `POST /tasks/:name` and `GET /streams/:name`, in what their client accepts. */
export function taskRoutes(services: TaskServices, options: EventStreamOptions): Hono {
  const routes = new Hono();
  routes.post('/tasks/:name', async (context) => {
    const key = context.req.header('idempotency-key');
    const id = readKey(key);
    const input = await readJson(context);
    const owner = ownerOf(context.req.header());
    options.places?.check(owner);
    const name = context.req.param('name');
    const run = await startTask(services, { id, name, asker: askerOf(context), input });
    if (key !== undefined) context.header('idempotency-key', key);
    const accepted = acceptedFraming(context.req.header('accept') ?? null);
    if (accepted === 'sse') return streamRun(context, run, options);
    return taskAnswer(context.req.raw, run, { ...options, owner });
  });
  routes.get('/streams/:name', (context) => {
    const stream = services.works.streams.get(context.req.param('name'));
    if (!stream) throw missing();
    const owner = ownerOf(context.req.header());
    return liveAnswer(context.req.raw, stream, { ...options, owner });
  });
  return routes;
}

function missing(): ChatError {
  const text = 'This server has no such stream. Check its name.';
  return new ChatError('not-found', text, { status: 404 });
}
