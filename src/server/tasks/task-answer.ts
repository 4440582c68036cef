import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { acceptedFraming, framingFor } from '../http/accepted-framing.ts';
import { logStream } from '../http/log-stream.ts';
import { readCursor, runAnswer, type RunAnswerOptions } from '../http/run-answer.ts';
import type { Run } from '../runs/run.ts';

/** All that a task has made, at once. */
export interface TaskResult {
  /** What came before the items, where there is such a thing. */
  readonly header?: unknown;
  /** The items, in order. */
  readonly items: readonly unknown[];
  /** What came after them, where there is such a thing. */
  readonly footer?: unknown;
  /** How long it took, in seconds. */
  readonly processing_time: number;
}

/**
 * Answers with the run of a task as its client accepts it: as server-sent events, as lines of JSON, as typed frames, or as
 * one JSON when all is done. Throws a `ChatError` as `runAnswer` does, and of a task that failed for who waits for all of it.
 */
export async function taskAnswer(
  request: Request,
  run: Run,
  options: RunAnswerOptions = {},
): Promise<Response> {
  const framing = acceptedFraming(request.headers.get('accept'));
  if (framing === 'json')
    return Response.json(await taskResult(run), { headers: headersOf(run, options) });
  if (framing === 'sse') return runAnswer(request, run, options);
  const { contentType, ...rest } = framingFor(run.id, framing);
  const after = readCursor(request, run);
  if (run.log.isEvicted(after)) return runAnswer(request, run, options);
  const headers = { ...headersOf(run, options), 'content-type': contentType };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const leave = options.places?.take(options.owner ?? '');
  const detach = run.attach();
  const onLeave = () => {
    detach();
    leave?.();
  };
  const stream = logStream(run.log, { contentType, ...rest }, { ...options, after, onLeave });
  return new Response(stream, { headers });
}

/** Waits for all that a task makes. Throws a `ChatError` when it did not come to its end. */
export async function taskResult(run: Run): Promise<TaskResult> {
  const askedAt = performance.now();
  const detach = run.attach();
  await run.settled;
  detach();
  const { message } = run.log.snapshot();
  if (message.end !== 'complete') throw unfinished(message);
  const all = (name: string) =>
    message.parts.flatMap((part) => (part.type === name && 'data' in part ? [part.data] : []));
  const [header] = all('data-header');
  const [footer] = all('data-footer');
  return {
    ...(header !== undefined && { header }),
    items: all('data-item'),
    ...(footer !== undefined && { footer }),
    processing_time: (run.busyMs ?? performance.now() - askedAt) / 1000,
  };
}

function unfinished({ end, error }: ChatMessage): ChatError {
  const stopped = 'The task was stopped before it was done. Ask again.';
  const text = end === 'aborted' ? stopped : (error?.message ?? stopped);
  return new ChatError('server', text, { status: end === 'aborted' ? 409 : 500 });
}

function headersOf({ id }: Run, { basePath = '/api' }: RunAnswerOptions): Record<string, string> {
  return {
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-run-id': id,
    location: `${basePath}/runs/${encodeURIComponent(id)}/stream`,
  };
}
