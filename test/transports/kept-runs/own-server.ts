import { formatCursor, parseCursor } from '../../../src/protocol/cursor.ts';
import { encodeSse } from '../../../src/protocol/sse.ts';
import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';
import { uiEvents } from './ui-frames.ts';

/** Our own protocol: the run is named by its header, the cursor rides on SSE ids. */
export const ownServer: MakeBackend = (model) => {
  const runs: RunLog[] = [];
  const kept = new Map<string, RunLog>();
  return {
    options: { url: 'https://own.test/api/chat' },
    runs,
    forget: () => kept.clear(),
    answer(request) {
      const [, , , id = '', action] = new URL(request.url).pathname.split('/');
      if (request.method === 'POST' && !action) return ask();
      const run = kept.get(id);
      if (!run) return refuse(404, 'There is no such run.');
      if (action === 'cancel') {
        run.stop(encodeSse({ id: formatCursor(id, run.pieces.length), data: '{"type":"abort"}' }));
        return Response.json({});
      }
      const after = parseCursor(request.headers.get('last-event-id') ?? '')?.seq ?? -1;
      if (run.isEnded() && after + 1 >= run.pieces.length)
        return new Response(null, { status: 204 });
      return read(id, run, after + 1);
    },
  };

  function ask(): Response {
    const id = `run-${runs.length}`;
    const frames = uiEvents.map((event, seq) =>
      encodeSse({ id: formatCursor(id, seq), data: JSON.stringify(event) }),
    );
    const run = startRun(frames, model);
    runs.push(run);
    kept.set(id, run);
    return read(id, run, 0);
  }
};

function read(id: string, run: RunLog, from: number): Response {
  return new Response(run.stream(from), { headers: { ...eventStream, 'x-run-id': id } });
}
