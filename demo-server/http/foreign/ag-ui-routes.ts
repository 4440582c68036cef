import { Hono, type Context } from 'hono';
import { agUiEncoder } from 'rivulet/dialects';
import {
  ChatError,
  encodeSse,
  formatCursor,
  isTerminalEvent,
  parseCursor,
  type ChatEvent,
} from 'rivulet/protocol';
import { z } from 'zod';
import type { ChatTurn } from '../../engine/engine.ts';
import type { EventStreamOptions, Run } from 'rivulet/server';
import { readJson } from '../chat-route.ts';
import { askerOf, ownerOf } from '../owner.ts';
import { openRun, type RunServices } from '../start-run.ts';
import { foreignMessages, foreignTurns, parseForeign } from './foreign-messages.ts';
import { foreignAnswer, type ForeignTelling } from './foreign-stream.ts';

const runId = z.string().regex(/^[\w.-]{8,100}$/, 'Use a random UUID');
const runRequest = z.looseObject({
  threadId: z.string().min(1).max(200),
  runId,
  messages: foreignMessages,
  /** What the page tells the agent about itself. */
  context: z
    .array(z.looseObject({ description: z.string(), value: z.string() }))
    .max(100)
    .nullish(),
});

/**
 * The server as an AG-UI agent, also for TanStack AI: a POST starts a run, or goes on with it after `Last-Event-ID`; a
 * GET with `?runId=` reads one that is there.
 */
export function agUiRoutes(services: RunServices, options: EventStreamOptions): Hono {
  const { runs } = services;
  const routes = new Hono();
  routes.post('/ag-ui', async (context) => {
    const body = parseForeign(runRequest, await readJson(context));
    options.places?.check(ownerOf(context.req.header()));
    const turns = [...contextTurns(body.context ?? []), ...foreignTurns(body.messages)];
    const question = { id: body.runId, chatId: body.threadId, request: { turns } };
    const run = await openRun(services, { ...question, asker: askerOf(context) });
    return foreignAnswer(context, telling(run, readPlace(context, run)), options);
  });
  routes.get('/ag-ui', async (context) => {
    const id = parseForeign(runId, context.req.query('runId'));
    const run = await runs.get(id, ownerOf(context.req.header()));
    if (!run) throw new ChatError('not-found', 'There is no such run. Ask again.', { status: 404 });
    return foreignAnswer(context, telling(run, readPlace(context, run)), options);
  });
  return routes;
}

function contextTurns(
  context: readonly { readonly description: string; readonly value: string }[],
): ChatTurn[] {
  return context.map(({ description, value }) => ({
    role: 'system',
    text: `${description}: ${value}`,
  }));
}

// One event of the log may be several frames here, and a cursor counts frames. The same log always gives the same ones.
function telling(run: Run, after: number): ForeignTelling {
  const encoder = agUiEncoder({ threadId: run.chatId, runId: run.id });
  let place = -1;
  return {
    run,
    encode(event) {
      const frames = encoder.push(event);
      return frames.map((data, index) => write(data, isEnd(event, frames, index))).join('');
    },
  };

  function write(data: string, isLast: boolean): string {
    place++;
    if (place > after) return encodeSse({ id: formatCursor(run.id, place), data });
    // A client that lost the connection right after the end is told the end once more, in a frame it does not know.
    return isLast ? encodeSse({ data }) : '';
  }
}

function isEnd(event: ChatEvent, frames: readonly string[], index: number): boolean {
  return isTerminalEvent(event) && index === frames.length - 1;
}

function readPlace(context: Context, run: Run): number {
  const text = context.req.header('last-event-id') ?? '';
  if (text === '') return -1;
  const cursor = parseCursor(text);
  if (cursor?.run === run.id) return cursor.seq;
  throw new ChatError('bad-request', 'The cursor is not a place in this run.', { status: 400 });
}
