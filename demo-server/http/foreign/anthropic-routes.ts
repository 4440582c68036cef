import { Hono, type Context } from 'hono';
import { anthropicEncoder, anthropicMessage } from 'rivulet/dialects';
import { ChatError } from 'rivulet/protocol';
import { failureAnswer, type EventStreamOptions } from 'rivulet/server';
import { readJson } from '../chat-route.ts';
import type { RunServices } from '../start-run.ts';
import {
  chatOfMessages,
  messagesOptions,
  messagesTools,
  parseMessages,
  type MessagesRequest,
} from './anthropic-request.ts';
import {
  checkPlace,
  startForeignRun,
  streamForeign,
  wholeAnswer,
  type ForeignQuestion,
} from './foreign-run.ts';

/** The server as Anthropic's: `POST /messages`, streamed or not, and `/messages/count_tokens`. */
export function anthropicRoutes(services: RunServices, options: EventStreamOptions): Hono {
  const { engine } = services;
  const routes = new Hono();
  routes.post('/messages/count_tokens', async (context) => {
    const { chat, options: asked } = questionOf(parseMessages(await readJson(context)), services);
    const request = { conversation: '', ...chat, ...asked };
    if (!engine.count) throw cannotCount();
    return context.json({ input_tokens: await engine.count(request) });
  });
  routes.post('/messages', async (context) => {
    const body = parseMessages(await readJson(context));
    if (body.stream === true) checkPlace(context, options);
    const run = await startForeignRun(context, services, questionOf(body, services));
    const facts = { id: `msg_${run.id}`, model: engine.info.name };
    if (body.stream !== true) {
      return context.json(anthropicMessage(await wholeAnswer(context, services, run), facts));
    }
    const format = { encoder: anthropicEncoder(facts), isNamed: true };
    return streamForeign(context, services, run, format, options);
  });
  return routes;
}

function questionOf(body: MessagesRequest, { engine }: RunServices): ForeignQuestion {
  return {
    chat: chatOfMessages(body, engine.info.accepts ?? []),
    options: messagesOptions(body),
    ...messagesTools(body),
  };
}

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

/** Turns whatever a route threw into an answer of Anthropic's shape, `{ type: 'error', error: { type, message } }`. */
export async function anthropicFailure(thrown: unknown): Promise<Response> {
  const answer = failureAnswer(thrown);
  const { status, headers } = answer;
  const { error }: { error: { readonly message: string } } = await answer.json();
  const type = types[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  const told = { type: 'error', error: { type, message: error.message } };
  return Response.json(told, { status, headers });
}

/** Says whether a request is one in Anthropic's words. */
export function isAnthropic({ req }: Context): boolean {
  return req.path.startsWith('/v1/messages');
}

function cannotCount(): ChatError {
  const text = 'The model server behind this one counts no tokens of a question.';
  return new ChatError('not-found', text, { status: 404 });
}
