import { Hono, type Context } from 'hono';
import { z } from 'zod';
import {
  describeRun,
  runMissing,
  type EventStreamOptions,
  type Run,
  type RunStore,
} from 'rivulet/server';
import { callerOf } from './caller.ts';
import { ownerOf } from './owner.ts';
import { streamRun } from './stream-run.ts';

/** The calls on runs that have been started: read on, look, stop, find a chat's active one, and forget a chat. */
export function runRoutes(runs: RunStore, options: EventStreamOptions): Hono {
  const routes = new Hono();
  routes.get('/runs/:id/stream', async (context) => {
    return streamRun(context, await findRun(context, runs), options);
  });
  routes.get('/runs/:id', async (context) =>
    context.json(describeRun(await findRun(context, runs))),
  );
  routes.post('/runs/:id/cancel', async (context) => {
    const reason = await readReason(context.req.raw);
    const owner = ownerOf(context.req.header());
    const { address } = callerOf(context);
    const run = await runs.cancel(context.req.param('id'), reason, owner, address);
    if (!run) throw runMissing();
    // The answer is the final state: the engine stops before its next model token.
    const leave = run.attach();
    await run.settled;
    leave();
    return context.json(describeRun(run));
  });
  routes.get('/chats/:id/active', async (context) => {
    const owner = ownerOf(context.req.header());
    const run = await runs.activeIn(context.req.param('id'), owner);
    return context.json({ runId: run?.id ?? null, lastSeq: run?.log.lastSeq ?? -1 });
  });
  routes.delete('/chats/:id', async (context) => {
    // Whoever has no such chat hears the same: that nothing of it is here.
    await runs.forgetChat(context.req.param('id'), ownerOf(context.req.header()));
    return context.body(null, 204);
  });
  return routes;
}

async function findRun(context: Context<object, '/runs/:id'>, runs: RunStore): Promise<Run> {
  const run = await runs.get(context.req.param('id'), ownerOf(context.req.header()));
  if (run) return run;
  throw runMissing();
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
