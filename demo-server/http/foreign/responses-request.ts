import type { ToolDescription } from 'rivulet/server';
import { z } from 'zod';
import type { GenerationOptions, JsonWanted, ToolChoice } from '../../engine/engine.ts';
import { toolDescription } from './tool-description.ts';
import { fieldError } from '../../shared/field-error.ts';
import type { Accepts } from '../message-parts.ts';
import { ForeignChat, type ReadChat } from './foreign-chat.ts';
import { parseForeign } from './foreign-messages.ts';
import { assertHonoured } from './openai-refusals.ts';

const item = z.looseObject({ type: z.string().nullish(), role: z.string().nullish() });
type Item = z.infer<typeof item>;

const responsesRequest = z.looseObject({
  input: z.union([z.string().min(1), z.array(item).min(1).max(1000)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  temperature: z.number().min(0).max(5).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  text: z
    .looseObject({
      format: z
        .looseObject({
          type: z.enum(['text', 'json_object', 'json_schema']),
          name: z.string().nullish(),
          schema: z.unknown(),
          strict: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  tools: z
    .array(z.looseObject({ type: z.string() }))
    .max(256)
    .nullish(),
  tool_choice: z
    .union([z.enum(['auto', 'none', 'required']), z.looseObject({ name: z.string() })])
    .nullish(),
  prompt_cache_key: z.string().min(1).max(200).nullish(),
  // What is stored is the run, for a while, as of any other answer.
  store: z.boolean().nullish(),
  include: z.array(z.string()).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  stream_options: z.looseObject({}).nullish(),
});

/** A checked body of `POST /v1/responses`. */
export type ResponsesRequest = z.infer<typeof responsesRequest>;

/** Checks the body of a request for a response. Throws a `ChatError` of code `bad-request` that names what is wrong or not known here. */
export function parseResponses(value: unknown): ResponsesRequest {
  const body = parseForeign(responsesRequest, value);
  assertHonoured(body, Object.keys(responsesRequest.shape));
  return body;
}

/** Reads the chat of a request. */
export function chatOfResponses(
  { instructions, input }: ResponsesRequest,
  accepts: Accepts,
): ReadChat {
  const chat = new ForeignChat(accepts);
  chat.begin('system');
  chat.text(instructions ?? '');
  if (typeof input === 'string') {
    chat.begin('user');
    chat.text(input);
  } else for (const [index, given] of input.entries()) readItem(chat, given, `input.${index}`);
  return chat.read('input');
}

const roles: Readonly<Record<string, 'system' | 'user' | 'assistant'>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

function readItem(chat: ForeignChat, given: Item, field: string): void {
  const words = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  switch (given.type ?? 'message') {
    case 'message': {
      const role = roles[given.role ?? ''];
      if (!role) throw fieldError(`${field}.role`, 'Use system, developer, user or assistant.');
      chat.begin(role);
      return readContent(chat, given['content'], `${field}.content`);
    }
    case 'function_call':
      chat.begin('assistant');
      return chat.call(words('call_id'), words('name'), parsed(words('arguments')));
    case 'function_call_output':
      return chat.result(words('call_id'), given['output']);
    case 'reasoning':
      return;
    default:
      throw fieldError(`${field}.type`, `This server reads no ${given.type}. Leave it out.`);
  }
}

const parts = z.array(z.looseObject({ type: z.string() }));

function readContent(chat: ForeignChat, value: unknown, field: string): void {
  if (typeof value === 'string') return chat.text(value);
  const { data = [] } = parts.safeParse(value);
  for (const [index, part] of data.entries()) {
    const { type, text, image_url: url } = part;
    const isText = type === 'input_text' || type === 'output_text' || type === 'text';
    if (isText) chat.text(typeof text === 'string' ? text : '');
    else
      chat.picture(
        typeof url === 'string' ? url : '',
        type === 'input_image' ? 'image/*' : type,
        `${field}.${index}`,
      );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads what a request asks of the engine beside the chat. */
export function responsesOptions(body: ResponsesRequest): GenerationOptions {
  return {
    maxTokens: body.max_output_tokens ?? undefined,
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    json: jsonOf(body.text?.format),
  };
}

function jsonOf(format: NonNullable<ResponsesRequest['text']>['format']): JsonWanted | undefined {
  if (!format || format.type === 'text') return undefined;
  const { type, schema, name, strict } = format;
  const field = 'text.format.schema';
  if (type === 'json_schema' && schema === undefined) {
    throw fieldError(field, 'There is none. Give a JSON Schema.');
  }
  return { schema, field, name: name ?? undefined, strict: strict ?? undefined };
}

/** Reads the tools that a request offers; those that OpenAI runs itself are refused. */
export function responsesTools({ tools, tool_choice: choice }: ResponsesRequest): {
  readonly tools: readonly ToolDescription[];
  readonly toolChoice: ToolChoice | undefined;
} {
  const read = (tools ?? []).map((tool, index) => {
    const { type, name, description, parameters } = tool;
    if (type !== 'function' || typeof name !== 'string') {
      throw fieldError(`tools.${index}`, `This server runs no ${type}. Leave it out.`);
    }
    return toolDescription(name, description, parameters);
  });
  const toolChoice = typeof choice === 'object' && choice ? { name: choice.name } : choice;
  return { tools: read, toolChoice: toolChoice ?? undefined };
}
