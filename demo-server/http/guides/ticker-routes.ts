import { Hono } from 'hono';
import { encodeSse, type ChatEvent } from 'rivulet/protocol';
import { logStream, type LogFraming } from 'rivulet/server';
import { ownerOf } from '../owner.ts';
import { dataFrame, namedFrame } from './guide-answer.ts';
import type { TaskDoorServices } from './task-door.ts';

const utf8 = new TextEncoder();
const framing: LogFraming = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: utf8.encode(encodeSse({ comment: 'stream-open' })),
  encode: (event) => utf8.encode(frameOf(event)),
  heartbeat: utf8.encode(namedFrame('timeout', {})),
};
// What the guide waits for the next value before it says that there is none.
const timeoutMs = 30_000;

/** `/buffered_stream`: one producer for all, from what is kept of it on. */
export function tickerRoutes({ services, streams }: TaskDoorServices): Hono {
  const routes = new Hono();
  routes.get('/buffered_stream', (context) => {
    const headers = {
      'content-type': framing.contentType,
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    };
    const live = services.works.streams.get('ticker');
    if (!live || context.req.method === 'HEAD') return context.body(null, 200, headers);
    const leavePlace = streams.places?.take(ownerOf(context.req.header()));
    const show = live.join();
    const onLeave = () => {
      show.leave();
      leavePlace?.();
    };
    const body = logStream(show.log, framing, {
      ...streams,
      heartbeatMs: timeoutMs,
      after: show.log.beforeOldest,
      // Who reads too slowly goes on with what is newest.
      behind: () => show.snapshot(),
      onLeave,
    });
    return new Response(body, { headers });
  });
  return routes;
}

function frameOf(event: ChatEvent): string {
  if (event.type === 'data-item') return dataFrame(event.data);
  if (event.type === 'data-snapshot') return dataFrame((event.data as { value: unknown }).value);
  if (event.type === 'error') return namedFrame('error', { error: event.errorText });
  return '';
}
