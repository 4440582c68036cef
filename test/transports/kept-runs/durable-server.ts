import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';
import { uiEvents } from './ui-frames.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const offsetOf = (count: number) => `${String(count).padStart(4, '0')}_${count * 31}`;

/**
 * An app that answers a question by the address of a Durable Stream, and that stream: JSON messages behind opaque offsets,
 * read live by events or by long polls. Several messages stand before each place that is told. Source: PROTOCOL.md § 5 and
 * @durable-streams/aisdk-transport; the real server is set against us in test/peers.
 */
export const durableServer =
  (live: 'sse' | 'long-poll'): MakeBackend =>
  (model) => {
    const runs: RunLog[] = [];
    const kept = new Map<string, RunLog>();
    const origin = 'https://durable.test';
    const cancelUrl = (id: string) => `${origin}/stop/${id}`;
    const stops = new Map<string, RunLog>();
    return {
      options: { url: `${origin}/api/chat`, resume: 'durable-streams', cancelUrl },
      runs,
      forget: () => kept.clear(),
      async answer(request) {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname === '/api/chat') return ask();
        if (pathname.startsWith('/api/chat/')) {
          const [newest] = [...kept.keys()].slice(-1);
          return newest ? pointTo(newest, live) : new Response(null, { status: 204 });
        }
        if (pathname.startsWith('/stop/')) {
          for (const run of stops.values()) run.stop();
          return Response.json({});
        }
        const run = kept.get(pathname);
        if (!run) return refuse(404, 'Stream not found');
        const offset = searchParams.get('offset');
        if (!offset) return refuse(400, 'An offset is required');
        const count = offset === '-1' ? 0 : Number(offset.split('_')[0]);
        return searchParams.get('live') === 'sse' ? read(run, count) : poll(run, count);
      },
    };

    function ask(): Response {
      const run = startRun(
        uiEvents.map((event) => JSON.stringify(event)),
        model,
      );
      const path = `/streams/${runs.length}`;
      runs.push(run);
      kept.set(path, run);
      stops.set(path, run);
      return pointTo(path, live);
    }
  };

function pointTo(path: string, live: 'sse' | 'long-poll'): Response {
  const streamUrl = live === 'sse' ? path : `${path}?live=long-poll`;
  return Response.json({ streamUrl }, { status: 201, headers: { location: streamUrl } });
}

const isClosed = (run: RunLog, count: number) => run.isEnded() && count >= run.pieces.length;

function read(run: RunLog, from: number): Response {
  let count = from;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await run.more(count);
      const news = run.pieces.slice(count);
      count += news.length;
      const streamClosed = isClosed(run, count);
      const control = { streamNextOffset: offsetOf(count), ...(streamClosed && { streamClosed }) };
      let text = '';
      for (const [index, piece] of news.entries()) {
        // One message, or an array over several lines.
        const json = decoder.decode(piece);
        text +=
          index % 2
            ? `event: data\ndata: [${json}]\n\n`
            : `event: data\ndata:[\ndata:${json}\ndata:]\n\n`;
      }
      text += `event: control\ndata: ${JSON.stringify(control)}\n\n`;
      controller.enqueue(encoder.encode(text));
      if (streamClosed) controller.close();
    },
  });
  return new Response(body, { headers: eventStream });
}

async function poll(run: RunLog, from: number): Promise<Response> {
  if (from > 0) await run.more(from);
  const news = run.pieces.slice(from, from + 4);
  const count = from + news.length;
  const headers = {
    'stream-next-offset': offsetOf(count),
    ...(isClosed(run, count) && { 'stream-closed': 'true' }),
  };
  if (news.length === 0) return new Response(null, { status: 204, headers });
  const body = `[${news.map((piece) => decoder.decode(piece)).join(',')}]`;
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } });
}
