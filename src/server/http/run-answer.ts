import { ChatError } from '../../protocol/chat-error.ts';
import { parseCursor } from '../../protocol/cursor.ts';
import type { Run } from '../runs/run.ts';
import { errorAnswer } from './error-answer.ts';
import { EventReader } from './event-reader.ts';
import { eventStream, type EventStreamOptions } from './event-stream.ts';

/** How a run is answered with. */
export interface RunAnswerOptions extends EventStreamOptions {
  /** Who reads, for `places`. @default '' */
  readonly owner?: string | undefined;
  /** What stands before `/runs/…` in the address of the stream. @default '/api' */
  readonly basePath?: string | undefined;
  /** Writes the reader's events as the body by itself, as a Node server does best. @default they are the answer's body */
  readonly send?: ((reader: EventReader) => void) | undefined;
}

/**
 * Reads where a client is in a run: `Last-Event-ID`, else `?after=` with a `seq` or a cursor; -1 without either.
 * Throws `bad-request` for a place that the run does not have.
 */
export function readCursor(request: Request, run: Run): number {
  const after = new URL(request.url).searchParams.get('after');
  const text = request.headers.get('last-event-id') ?? after;
  if (text === null || text === '') return -1;
  const cursor = /^-?\d{1,15}$/.test(text) ? { run: run.id, seq: Number(text) } : parseCursor(text);
  if (cursor?.run === run.id && cursor.seq >= -1 && cursor.seq <= run.log.lastSeq)
    return cursor.seq;
  throw new ChatError(
    'bad-request',
    'The cursor is not a place in this run. Send the last id of its stream, or none to read it from the beginning.',
    { status: 400 },
  );
}

/**
 * Answers a request with a run's stream from where its client is; 204 when nothing comes after that, 410 with a snapshot
 * when it is no longer kept. Throws a `ChatError` as `readCursor` and `StreamPlaces.take` do.
 */
export function runAnswer(request: Request, run: Run, options: RunAnswerOptions = {}): Response {
  const { log } = run;
  const after = readCursor(request, run);
  if (log.isEnded && after >= log.lastSeq) return new Response(null, { status: 204 });
  if (log.isEvicted(after)) {
    const expired = new ChatError(
      'expired',
      'The server no longer keeps the events after this cursor. Show the snapshot and go on after its seq.',
      { status: 410 },
    );
    return errorAnswer(expired, { oldest: log.oldestSeq, snapshot: log.snapshot() });
  }
  const headers = headersOf(run, options);
  // Whoever asks for the headers alone reads nothing, and must not be counted as a reader.
  if (request.method === 'HEAD') return new Response(null, { headers });
  const { shutdown, places, owner = '', send } = options;
  const reader = new EventReader(run, after, { shutdown, onLeave: places?.take(owner) });
  if (!send) return new Response(eventStream(reader, options), { headers });
  send(reader);
  return new Response(null, { headers });
}

function headersOf(
  { id }: Run,
  { heartbeatMs = 15_000, basePath = '/api' }: RunAnswerOptions,
): Record<string, string> {
  return {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-vercel-ai-ui-message-stream': 'v1',
    'x-heartbeat-ms': String(heartbeatMs),
    'x-run-id': id,
    location: `${basePath}/runs/${encodeURIComponent(id)}/stream`,
  };
}

/** What `GET …/runs/:id` tells of a run. */
export function describeRun(run: Run): object {
  const { seq, message } = run.log.snapshot();
  return {
    runId: run.id,
    chatId: run.chatId,
    status: message.end ?? 'streaming',
    lastSeq: seq,
    message,
    usage: message.metadata?.usage ?? null,
  };
}

/** A foreign run is told in the same words as one that never was. */
export function runMissing(): ChatError {
  return new ChatError(
    'not-found',
    'There is no such run: it was never here, is no longer kept, or the server has been restarted. Ask the question again.',
    { status: 404 },
  );
}
