import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { openaiChatEncoder, openaiCompletion, type CompletionFacts } from 'rivulet/dialects';
import { ChatError, encodeSse, type ChatEvent } from 'rivulet/protocol';
import type { EventStreamOptions, Run } from 'rivulet/server';
import { readJson } from '../chat-route.ts';
import { askerOf, ownerOf } from '../owner.ts';
import { openRun, type RunServices } from '../start-run.ts';
import { foreignTurns } from './foreign-messages.ts';
import { foreignAnswer } from './foreign-stream.ts';
import { completionOptions, parseCompletion, type CompletionRequest } from './openai-request.ts';

/** The server as OpenAI's: `POST /chat/completions`, streamed or not, and the list of its one model. */
export function openaiRoutes(services: RunServices, options: EventStreamOptions): Hono {
  const { engine, runs } = services;
  const routes = new Hono();
  const created = secondsNow();
  const model = { id: engine.info.name, object: 'model', created, owned_by: 'rivulet' };
  routes.get('/models', (context) => context.json({ object: 'list', data: [model] }));
  routes.get('/models/:id', (context) => {
    if (context.req.param('id') !== model.id) throw modelMissing(model.id);
    return context.json(model);
  });
  routes.post('/chat/completions', async (context) => {
    const body = parseCompletion(await readJson(context));
    // Before anything is generated: an answer that nobody may read is not worth its model tokens.
    if (body.stream === true) options.places?.check(ownerOf(context.req.header()));
    const run = await startRun(context, services, body);
    const facts = { id: `chatcmpl-${run.id}`, created: secondsNow(), model: model.id };
    // These clients have no call to cancel: one that leaves has stopped.
    const onLeave = () =>
      void runs.cancel(run.id, 'the client left', run.owner).catch(() => undefined);
    if (body.stream !== true) return completion(context, run, facts, onLeave);
    const includeUsage = body.stream_options?.include_usage;
    const encoder = openaiChatEncoder({ ...facts, includeUsage });
    const encode = (event: ChatEvent) => encoder.push(event).map(frame).join('');
    return foreignAnswer(context, { run, encode, onLeave }, options);
  });
  return routes;
}

function startRun(context: Context, services: RunServices, body: CompletionRequest): Promise<Run> {
  const id = randomUUID();
  // Requests do not name their chat; the key of the prompt's cache is the nearest to it.
  const conversation = body.prompt_cache_key ?? id;
  const request = { turns: foreignTurns(body.messages), ...completionOptions(body) };
  return openRun(services, { id, chatId: conversation, asker: askerOf(context), request });
}

async function completion(
  context: Context,
  run: Run,
  facts: CompletionFacts,
  onLeave: () => void,
): Promise<Response> {
  const { signal } = context.req.raw;
  signal.addEventListener('abort', onLeave);
  const detach = run.attach();
  await run.settled;
  detach();
  signal.removeEventListener('abort', onLeave);
  const { message } = run.log.snapshot();
  if (message.end === 'complete') return context.json(openaiCompletion(message, facts));
  throw new ChatError('server', message.error?.message ?? 'The answer was stopped.');
}

function frame(data: string): string {
  return encodeSse({ data });
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

function modelMissing(name: string): ChatError {
  const text = `This server has one model, ${name}. Ask for that one.`;
  return new ChatError('not-found', text, { status: 404 });
}
