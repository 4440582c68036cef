import { Hono, type Context } from 'hono';
import { ChatError, formatCursor, parseCursor } from 'rivulet/protocol';
import { runMissing, type Run } from 'rivulet/server';
import { z } from 'zod';
import { callerOf } from '../caller.ts';
import { ownerOf } from '../owner.ts';
import { tellAnswer, type AnswerWords } from './answer-words.ts';
import {
  answerIn,
  askModel,
  namedFrame,
  plainText,
  type AnswerInOptions,
  type GuideServices,
} from './guide-answer.ts';
import { askedText, readFields } from './guide-fields.ts';

const chatRequest = z.looseObject({ message: askedText });

const words: AnswerWords = {
  text: (text) => namedFrame('message', { text }),
  end: () => namedFrame('done', { status: 'complete' }),
  stopped: () => namedFrame('cancelled', 'Stream cancelled'),
  failed: (error) => namedFrame('error', { error }),
};

const plainWords: AnswerWords = {
  text: (text) => text,
  end: () => '',
  stopped: () => '',
  failed(message) {
    throw new ChatError('server', message);
  },
};

/**
 * A chat by one message: `/chat/stream` in events named message, done, error and cancelled, by POST and for `EventSource` by
 * GET; a call that cancels it; and the text as it is.
 */
export function chatStreamRoutes(guide: GuideServices): Hono {
  const { runs } = guide.services;
  const routes = new Hono();
  routes.post('/chat/stream', async (context) => {
    const { message } = await readFields(context, chatRequest);
    return answer({ context, guide, run: await askModel(context, guide, { prompt: message }) });
  });
  routes.get('/chat/stream', async (context) => {
    const again = await findAgain(context, guide);
    if (again) return again;
    const { message } = await readFields(context, chatRequest);
    const run = await askModel(context, guide, { prompt: message });
    // Its client connects again by itself; who does not come is nobody's reader soon.
    return answer({ context, guide, run, onLeave: undefined });
  });
  routes.post('/chat/stream/:id/cancel', async (context) => {
    const named = context.req.param('id');
    const id = parseCursor(named)?.run ?? named;
    const owner = ownerOf(context.req.header());
    const run = await runs.cancel(id, 'the user stopped it', owner, callerOf(context).address);
    if (!run) throw runMissing();
    const detach = run.attach();
    await run.settled;
    detach();
    const { end } = run.log.snapshot().message;
    return context.json({ status: end === 'aborted' ? 'cancelled' : end });
  });
  routes.post('/chat/stream-simple', async (context) => {
    const { message } = await readFields(context, chatRequest);
    const run = await askModel(context, guide, { prompt: message });
    return answerIn(plainWords, { context, guide, run, framing: plainText, headers: idOf(run) });
  });
  return routes;
}

/** Goes on with the answer that an `EventSource` has lost; 204, after which it asks no more, where nothing comes. */
async function findAgain(context: Context, guide: GuideServices): Promise<Response | undefined> {
  const cursor = parseCursor(context.req.header('last-event-id') ?? '');
  if (!cursor) return undefined;
  const run = await guide.services.runs.get(cursor.run, ownerOf(context.req.header()));
  const isOver = !run || (run.log.isEnded && cursor.seq >= run.log.lastSeq);
  if (isOver) return context.body(null, 204);
  return answer({ context, guide, run, after: cursor.seq, onLeave: undefined });
}

function answer({ after = -1, ...options }: AnswerInOptions): Response {
  const { run } = options;
  const tell = tellAnswer(words);
  let seq = after;
  return answerIn(words, {
    headers: idOf(run),
    after,
    ...options,
    encode(event) {
      seq++;
      const frame = tell(event);
      return frame === '' ? '' : `id: ${formatCursor(run.id, seq)}\n${frame}`;
    },
  });
}

function idOf({ id }: Run): Readonly<Record<string, string>> {
  return { 'x-stream-id': id, 'x-run-id': id };
}
