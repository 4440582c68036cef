import type { Context } from 'hono';
import { ChatError, parseCursor } from 'rivulet/protocol';
import type { Run } from '../runs/run.ts';
import { errorAnswer } from './error-answer.ts';
import { eventStream, type EventStreamOptions } from './event-stream.ts';
import type { ListenerBindings } from './listener.ts';
import { ownerOf } from './owner.ts';
import { EventReader } from './event-reader.ts';

/**
 * Reads where a client is in a run: `Last-Event-ID`, else `?after=` with a `seq` or a cursor; -1 without either.
 * Throws `bad-request` for a place that the run does not have.
 */
export function readCursor(context: Context, run: Run): number {
  const text = context.req.header('last-event-id') ?? context.req.query('after');
  if (text === undefined || text === '') return -1;
  const cursor = /^-?\d{1,15}$/.test(text) ? { run: run.id, seq: Number(text) } : parseCursor(text);
  if (cursor?.run === run.id && cursor.seq >= -1 && cursor.seq <= run.log.lastSeq)
    return cursor.seq;
  throw new ChatError(
    'bad-request',
    'The cursor is not a place in this run. Send the last id of its stream, or none to read it from the beginning.',
    { status: 400 },
  );
}

/** Answers with a run's stream after a cursor; 204 when nothing comes after it, 410 when that is no longer kept. */
export function runAnswer(
  context: Context,
  run: Run,
  after: number,
  options: EventStreamOptions,
): Response {
  const { log } = run;
  if (log.isEnded && after >= log.lastSeq) return new Response(null, { status: 204 });
  if (log.isEvicted(after)) {
    const expired = new ChatError(
      'expired',
      'The server no longer keeps the events after this cursor. Show the snapshot and go on after its seq.',
      { status: 410 },
    );
    return errorAnswer(expired, { oldest: log.oldestSeq, snapshot: log.snapshot() });
  }
  const { heartbeatMs = 15_000, shutdown, places } = options;
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-vercel-ai-ui-message-stream': 'v1',
    'x-heartbeat-ms': String(heartbeatMs),
    'x-run-id': run.id,
    location: `/api/runs/${encodeURIComponent(run.id)}/stream`,
  };
  // Whoever asks for the headers alone reads nothing, and must not be counted as a reader.
  if (context.req.method === 'HEAD') return new Response(null, { headers });
  const onLeave = places?.take(ownerOf(context.req.header()));
  const reader = new EventReader(run, after, { shutdown, onLeave });
  const { sendEvents, outgoing }: Partial<ListenerBindings> = context.env ?? {};
  if (sendEvents) {
    sendEvents(reader);
    return new Response(null, { headers });
  }
  const cut = () => void outgoing?.destroy();
  return new Response(eventStream(reader, { ...options, cut }), { headers });
}
