import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';

const run = { threadId: 't', runId: 'r', timestamp: 1 };
const message = { messageId: 'm', timestamp: 1 };
const call = { toolCallId: 'c', toolCallName: 'find', timestamp: 1 };
const chunks: readonly object[] = [
  { type: 'RUN_STARTED', ...run },
  { type: 'TOOL_CALL_START', ...call },
  { type: 'TOOL_CALL_ARGS', ...call, delta: '{"q":"x"}' },
  { type: 'TOOL_CALL_END', ...call, input: { q: 'x' } },
  { type: 'RUN_FINISHED', ...run, finishReason: 'tool_calls' },
  { type: 'RUN_STARTED', ...run },
  { type: 'TOOL_CALL_RESULT', ...message, toolCallId: 'c', content: '{"found":1}' },
  { type: 'TEXT_MESSAGE_START', ...message, role: 'assistant' },
  { type: 'TEXT_MESSAGE_CONTENT', ...message, delta: 'Grüße, ' },
  { type: 'TEXT_MESSAGE_CONTENT', ...message, delta: '世界 ' },
  { type: 'TEXT_MESSAGE_CONTENT', ...message, delta: '世界 ' },
  { type: 'TEXT_MESSAGE_CONTENT', ...message, delta: '😀' },
  { type: 'TEXT_MESSAGE_END', ...message },
  { type: 'RUN_FINISHED', ...run, finishReason: 'stop' },
];

// Opaque and not a cursor of ours, as those of its Durable Streams are.
const offsetOf = (index: number) => `0000_${String(1000 + index * 7)}`;

/**
 * TanStack AI with a durable log: each frame has an opaque offset as its id, or stands in an envelope on a line; a GET of
 * the same address goes on strictly after `Last-Event-ID` or `?offset=`. Only the app can stop a run: here by `DELETE`.
 * Source: TanStack AI 0.58, stream-durability.ts and stream-to-response.ts.
 */
const serve =
  (asLines: boolean): MakeBackend =>
  (model) => {
    const runs: RunLog[] = [];
    const kept = new Map<string, RunLog>();
    const headers = asLines ? { 'content-type': 'application/x-ndjson' } : eventStream;
    const frames = chunks.map((chunk, index) =>
      asLines
        ? `${JSON.stringify({ id: offsetOf(index), chunk })}\n`
        : `id: ${offsetOf(index)}\ndata: ${JSON.stringify(chunk)}\n\n`,
    );
    const url = 'https://tanstack.test/api/chat';
    const cancelUrl = (id: string) => ({ url: `${url}?runId=${id}`, method: 'DELETE' });
    return {
      options: { url, resume: 'tanstack', cancelUrl },
      runs,
      forget: () => kept.clear(),
      answer(request) {
        const query = new URL(request.url).searchParams;
        const id = request.headers.get('x-run-id') ?? query.get('runId') ?? '';
        if (request.method === 'POST') {
          const log = startRun(frames, model);
          runs.push(log);
          kept.set(id, log);
          return new Response(log.stream(0), { headers });
        }
        const log = kept.get(id);
        if (!log) return refuse(404, 'Unknown run');
        if (request.method === 'DELETE') {
          log.stop();
          return new Response(null, { status: 204 });
        }
        const offset = request.headers.get('last-event-id') ?? query.get('offset');
        if (offset === null) return refuse(400, 'No resume offset provided');
        const at = frames.findIndex((_frame, index) => offsetOf(index) === offset);
        return new Response(log.stream(at + 1), { headers });
      },
    };
  };

export const tanstackServer = serve(false);
export const tanstackLinesServer = serve(true);
