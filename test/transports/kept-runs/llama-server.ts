import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';

const chunk = (delta: object, finish_reason: string | null = null) => ({
  object: 'chat.completion.chunk',
  id: 'chatcmpl-1',
  model: 'tiny',
  choices: [{ index: 0, delta, finish_reason }],
});
const chunks: readonly object[] = [
  chunk({ role: 'assistant', content: null }),
  chunk({ reasoning_content: 'Hm.' }),
  chunk({ content: 'Grüße, ' }),
  chunk({ content: '世界 ' }),
  chunk({ content: '世界 ' }),
  chunk({ content: '😀' }),
  chunk({}, 'stop'),
  { ...chunk({}), choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } },
];
const frames = [...chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`), 'data: [DONE]\n\n'];

/**
 * llama.cpp's replay buffer: a question with `X-Conversation-Id` is kept byte for byte; `GET` goes on at a byte, `DELETE` is
 * the stop, any number of times. The id stands in the path (#23226), in newer builds in the query. Source: server-stream.cpp.
 */
export const llamaServer =
  (idIn: 'path' | 'query'): MakeBackend =>
  (model) => {
    const runs: RunLog[] = [];
    const kept = new Map<string, RunLog>();
    return {
      options: {
        url: 'https://llama.test/v1/chat/completions',
        resume: 'llama-cpp',
        body: { stream: true },
      },
      runs,
      forget: () => kept.clear(),
      answer(request) {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname === '/v1/chat/completions') return ask(request);
        const [, inPath] = /^\/v1\/stream\/(.+)$/.exec(pathname) ?? [];
        if (idIn === 'query' && pathname !== '/v1/stream') return refuse(404, 'File Not Found');
        const id = (idIn === 'path' ? inPath : searchParams.get('conv_id')) ?? '';
        const run = kept.get(id);
        if (request.method === 'DELETE') {
          run?.stop();
          kept.delete(id);
          return new Response(null, { status: 204 });
        }
        if (!run) return refuse(404, 'Stream not found or expired');
        return new Response(fromByte(run, Number(searchParams.get('from') ?? 0)), {
          headers: eventStream,
        });
      },
    };

    function ask(request: Request): Response {
      const run = startRun(frames, model);
      runs.push(run);
      const id = request.headers.get('x-conversation-id');
      if (id) kept.set(id, run);
      return new Response(run.stream(0), { headers: eventStream });
    }
  };

function fromByte(run: RunLog, from: number): ReadableStream<Uint8Array> {
  let left = from;
  return run.stream(0).pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        const rest = piece.subarray(Math.min(left, piece.length));
        left -= piece.length - rest.length;
        if (rest.length > 0) controller.enqueue(rest);
      },
    }),
  );
}
