import { Hono } from 'hono';
import { ChatError } from 'rivulet/protocol';
import { z } from 'zod';
import type { RunStore } from '../runs/run-store.ts';
import type { Run } from '../runs/run.ts';
import type { EventStreamOptions } from './event-stream.ts';
import { readCursor, runAnswer } from './run-answer.ts';

/** The calls on runs that have been started: read on, look, stop, and find a chat's active one. */
export function runRoutes(runs: RunStore, options: EventStreamOptions): Hono {
  const routes = new Hono();
  routes.get('/runs/:id/stream', (context) => {
    const run = findRun(runs, context.req.param('id'));
    return runAnswer(context, run, readCursor(context, run), options);
  });
  routes.get('/runs/:id', (context) =>
    context.json(describe(findRun(runs, context.req.param('id')))),
  );
  routes.post('/runs/:id/cancel', async (context) => {
    const id = context.req.param('id');
    runs.cancel(id, await readReason(context.req.raw));
    const run = findRun(runs, id);
    // The answer is the final state: the engine stops before its next model token.
    await run.settled;
    return context.json(describe(run));
  });
  routes.get('/chats/:id/active', (context) => {
    const run = runs.activeIn(context.req.param('id'));
    return context.json({ runId: run?.id ?? null, lastSeq: run?.log.lastSeq ?? -1 });
  });
  return routes;
}

function findRun(runs: RunStore, id: string): Run {
  const run = runs.get(id);
  if (run) return run;
  throw new ChatError(
    'not-found',
    'There is no such run: it was never here, is no longer kept, or the server has been restarted. Ask the question again.',
    { status: 404 },
  );
}

function describe(run: Run) {
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

const cancelRequest = z.object({ reason: z.string().min(1).max(200) });

/** Reads why a run is stopped; a beacon sends text, some clients nothing. */
async function readReason(request: Request): Promise<string> {
  try {
    return cancelRequest.parse(JSON.parse(await request.text())).reason;
  } catch {
    // A reason is a courtesy; without a readable one the run is stopped all the same.
  }
  return 'the user stopped it';
}
