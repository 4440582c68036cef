import type { Context } from 'hono';
import {
  runAnswer,
  type EventStreamOptions,
  type Run,
  type RunAnswerOptions,
} from 'rivulet/server';
import type { ListenerBindings } from './listener.ts';
import { ownerOf } from './owner.ts';

/** Answers with a run's stream, written straight to the connection where there is one; see `runAnswer`. */
export function streamRun(context: Context, run: Run, options: EventStreamOptions): Response {
  const owner = ownerOf(context.req.header());
  return runAnswer(context.req.raw, run, { ...options, ...wayTo(context), owner });
}

/** How events reach the client of a call. */
export function wayTo(context: Context): Pick<RunAnswerOptions, 'send' | 'cut'> {
  const { sendEvents, outgoing }: Partial<ListenerBindings> = context.env ?? {};
  return { send: sendEvents, cut: () => void outgoing?.destroy() };
}
