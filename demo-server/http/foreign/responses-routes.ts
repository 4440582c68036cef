import { Hono } from 'hono';
import { openaiResponse, openaiResponsesEncoder } from 'rivulet/dialects';
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
import {
  chatOfResponses,
  parseResponses,
  responsesOptions,
  responsesTools,
} from './responses-request.ts';

/** The server in the words of OpenAI's Responses: `POST /responses`, streamed or not. */
export function responsesRoutes(services: RunServices, options: EventStreamOptions): Hono {
  const { info } = services.engine;
  const routes = new Hono();
  routes.post('/responses', async (context) => {
    const body = parseResponses(await readJson(context));
    if (body.stream === true) checkPlace(context, options);
    const run = await startForeignRun(context, services, {
      chat: chatOfResponses(body, info.accepts ?? []),
      options: responsesOptions(body),
      ...responsesTools(body),
      conversation: body.prompt_cache_key ?? undefined,
    });
    const facts = { id: `resp_${run.id}`, created: secondsNow(), model: info.name };
    if (body.stream !== true) {
      return context.json(openaiResponse(await wholeAnswer(context, services, run), facts));
    }
    const format = { encoder: openaiResponsesEncoder(facts), isNamed: true };
    return streamForeign(context, services, run, format, options);
  });
  return routes;
}
