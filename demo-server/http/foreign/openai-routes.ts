import { Hono } from 'hono';
import { openaiChatEncoder, openaiCompletion } from 'rivulet/dialects';
import { ChatError } from 'rivulet/protocol';
import type { EventStreamOptions } from 'rivulet/server';
import { readJson } from '../chat-route.ts';
import type { RunServices } from '../start-run.ts';
import {
  checkPlace,
  secondsNow,
  startForeignRun,
  streamForeign,
  wholeAnswer,
} from './foreign-run.ts';
import { openaiChat, openaiTools } from './openai-messages.ts';
import { completionOptions, parseCompletion } from './openai-request.ts';

/** The server as OpenAI's: `POST /chat/completions`, streamed or not, and the list of its one model. */
export function openaiRoutes(services: RunServices, options: EventStreamOptions): Hono {
  const { info } = services.engine;
  const { accepts = [] } = info;
  const routes = new Hono();
  const size = info.contextSize > 0 && { context_length: info.contextSize };
  const about = { object: 'model', created: secondsNow(), owned_by: 'rivulet', ...size };
  const model = { id: info.name, ...about };
  routes.get('/models', (context) => context.json({ object: 'list', data: [model] }));
  routes.get('/models/:id', (context) => {
    if (context.req.param('id') !== model.id) throw modelMissing(model.id);
    return context.json(model);
  });
  routes.post('/chat/completions', async (context) => {
    const body = parseCompletion(await readJson(context), accepts);
    if (body.stream === true) checkPlace(context, options);
    const run = await startForeignRun(context, services, {
      chat: openaiChat(body.messages, accepts),
      options: completionOptions(body),
      ...(accepts.includes('tools') && openaiTools(body)),
      // Requests do not name their chat; the key of the prompt's cache is the nearest to it.
      conversation: body.prompt_cache_key ?? undefined,
    });
    const facts = { id: `chatcmpl-${run.id}`, created: secondsNow(), model: model.id };
    if (body.stream !== true) {
      return context.json(openaiCompletion(await wholeAnswer(context, services, run), facts));
    }
    const includeUsage = body.stream_options?.include_usage;
    const format = { encoder: openaiChatEncoder({ ...facts, includeUsage }), isNamed: false };
    return streamForeign(context, services, run, format, options);
  });
  return routes;
}

function modelMissing(name: string): ChatError {
  const text = `This server has one model, ${name}. Ask for that one.`;
  return new ChatError('not-found', text, { status: 404 });
}
