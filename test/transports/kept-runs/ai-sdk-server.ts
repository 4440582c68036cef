import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';
import { uiFrames } from './ui-frames.ts';

/**
 * A chat of the AI SDK with `resumable-stream`: `GET …/:id/stream` tells the chat's active answer again from its beginning,
 * or 204; `POST …/:id/stop` stops it. Source: ai 6.0, docs/04-ai-sdk-ui/03-chatbot-resume-streams.mdx.
 */
export const aiSdkServer: MakeBackend = (model) => {
  const runs: RunLog[] = [];
  const active = new Map<string, RunLog>();
  const headers = { ...eventStream, 'x-vercel-ai-ui-message-stream': 'v1' };
  return {
    options: { url: 'https://ai-sdk.test/api/chat', resume: 'ai-sdk' },
    runs,
    forget: () => active.clear(),
    async answer(request) {
      const [, , , id = '', action] = new URL(request.url).pathname.split('/');
      if (request.method === 'POST' && !action) {
        const { id: chat } = (await request.json()) as { id: string };
        const run = startRun(uiFrames, model);
        runs.push(run);
        active.set(chat, run);
        return new Response(run.stream(0), { headers });
      }
      const run = active.get(id);
      if (request.method === 'POST' && action === 'stop') {
        run?.stop();
        active.delete(id);
        return Response.json({ success: true });
      }
      if (request.method !== 'GET' || action !== 'stream') return refuse(404, 'Not found');
      if (!run) return new Response(null, { status: 204 });
      return new Response(run.stream(0), { headers });
    },
  };
};
