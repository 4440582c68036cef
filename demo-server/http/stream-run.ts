import type { Context } from 'hono';
import { runAnswer, type EventStreamOptions, type Run } from 'rivulet/server';
import type { ListenerBindings } from './listener.ts';
import { ownerOf } from './owner.ts';

/** Answers with a run's stream, written straight to the connection where there is one; see `runAnswer`. */
export function streamRun(context: Context, run: Run, options: EventStreamOptions): Response {
  const { sendEvents, outgoing }: Partial<ListenerBindings> = context.env ?? {};
  return runAnswer(context.req.raw, run, {
    ...options,
    owner: ownerOf(context.req.header()),
    send: sendEvents,
    cut: () => void outgoing?.destroy(),
  });
}
