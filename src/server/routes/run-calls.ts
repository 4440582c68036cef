import { readText } from '../http/read-question.ts';
import { describeRun, runAnswer, runMissing, type RunAnswerOptions } from '../http/run-answer.ts';
import type { RunStore } from '../runs/run-store.ts';
import { identityOf, readerOf, type Run } from '../runs/run.ts';
import { nothingThere, patternOf } from './call-pattern.ts';

/** What calls on runs are answered with. */
export interface RunCallOptions extends Omit<RunAnswerOptions, 'owner'> {
  /** Where the runs are. */
  readonly runs: RunStore;
  /** Where a request comes from; bounds how many stops of runs to come are remembered. @default not known */
  readonly address?: ((request: Request) => string) | undefined;
}

/** Answers calls of one shape, by the name in their path. */
type RunCalls = Readonly<Record<string, (id: string) => Promise<Response>>>;

/** The calls on runs that have been started, by method and path: read on, look, stop, find a chat's active one, forget a chat. */
function runCalls(request: Request, owner: string, options: RunCallOptions): RunCalls {
  const { runs, address } = options;
  const reader = readerOf(owner);
  const stream = (run: Run): Response => runAnswer(request, run, { ...options, owner: reader });
  async function find(id: string): Promise<Run> {
    const run = await runs.get(id, reader);
    if (!run) throw runMissing();
    return run;
  }
  return {
    'GET /runs/:id/stream': async (id) => stream(await find(id)),
    'GET /runs/:id': async (id) => Response.json(describeRun(await find(id))),
    'POST /runs/:id/cancel': async (id) => {
      const reason = await readReason(request);
      const run = await runs.cancel(id, reason, reader, address?.(request) ?? '');
      if (!run) throw runMissing();
      return Response.json(describeRun(await ended(run)));
    },
    'GET /chats/:id/active': async (id) => {
      const run = await runs.activeIn(id, identityOf(owner));
      return Response.json({ runId: run?.id ?? null, lastSeq: run?.log.lastSeq ?? -1 });
    },
    // Where the AI SDK's chat asks after a reload.
    'GET /chat/:id/stream': async (id) => {
      const run = await runs.activeIn(id, identityOf(owner));
      return run ? stream(run) : new Response(null, { status: 204 });
    },
    'DELETE /chats/:id': async (id) => {
      // Whoever has no such chat hears the same: that nothing of it is here.
      await runs.forgetChat(id, identityOf(owner));
      return new Response(null, { status: 204 });
    },
  };
}

/**
 * Answers a call on a run or a chat, for a router of your own; `POST …/chat` alone is left to that. Throws a `ChatError` for what
 * cannot be done, of code `not-found` where there is no such call.
 */
export async function answerRunCall(
  request: Request,
  owner: string,
  options: RunCallOptions,
): Promise<Response> {
  const { pattern, id } = patternOf(request, options.basePath);
  const call = runCalls(request, owner, options)[pattern];
  if (!call) throw nothingThere();
  return call(id);
}

/** The answer to a stop is the final state: the model has stopped by then. */
async function ended(run: Run): Promise<Run> {
  const leave = run.attach();
  await run.settled;
  leave();
  return run;
}

/** Reads why a run is stopped; a beacon sends text, some clients nothing. */
async function readReason(request: Request): Promise<string> {
  try {
    const { reason } = JSON.parse(await readText(request, 10_000)) as { reason?: unknown };
    if (typeof reason === 'string' && reason !== '' && reason.length <= 200) return reason;
  } catch {
    // A reason is a courtesy; without a readable one the run is stopped all the same.
  }
  return 'the user stopped it';
}
