import type { ToolDescription } from 'rivulet/server';
import { z } from 'zod';
import type { GenerationOptions, ToolChoice } from '../../engine/engine.ts';
import { toolDescription } from './tool-description.ts';
import { fieldError } from '../../shared/field-error.ts';
import { stopTexts } from '../answer-options.ts';
import type { Accepts } from '../message-parts.ts';
import { ForeignChat, type ReadChat } from './foreign-chat.ts';
import { parseForeign } from './foreign-messages.ts';

const block = z.looseObject({ type: z.string() });
type Block = z.infer<typeof block>;
const content = z.union([z.string(), z.array(block).max(1000)]);

const messagesRequest = z.looseObject({
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant', 'system']), content }))
    .min(1)
    .max(1000),
  system: z
    .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string() }))])
    .nullish(),
  stream: z.boolean().nullish(),
  max_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  temperature: z.number().min(0).max(5).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  top_k: z.number().int().min(0).max(1_000_000).nullish(),
  stop_sequences: stopTexts.nullish(),
  tools: z
    .array(z.looseObject({ name: z.string(), type: z.string().nullish() }))
    .max(256)
    .nullish(),
  tool_choice: z
    .looseObject({ type: z.enum(['auto', 'any', 'tool', 'none']), name: z.string().optional() })
    .nullish(),
  thinking: z.looseObject({ type: z.string() }).nullish(),
  metadata: z.looseObject({ user_id: z.string().nullish() }).nullish(),
});

/** A checked body of `POST /v1/messages`. */
export type MessagesRequest = z.infer<typeof messagesRequest>;

// What changes nothing in the answer, whatever it says.
const harmless = new Set(['model', 'service_tier', 'cache_control', 'inference_geo', 'betas']);

/** Checks the body of a request for a message. Throws a `ChatError` of code `bad-request` that names what is wrong or not known here. */
export function parseMessages(value: unknown): MessagesRequest {
  const body = parseForeign(messagesRequest, value);
  const known = Object.keys(messagesRequest.shape);
  for (const [name, given] of Object.entries(body)) {
    const isEmpty = !given || (Array.isArray(given) && given.length === 0);
    if (known.includes(name) || harmless.has(name) || isEmpty) continue;
    throw fieldError(name, 'This server knows no such parameter. Leave it out.');
  }
  if (body.thinking && !['disabled', 'adaptive'].includes(body.thinking.type)) {
    throw fieldError('thinking', 'How long the model thinks cannot be chosen here. Leave it out.');
  }
  return body;
}

/** Reads the chat of a request. */
export function chatOfMessages({ system, messages }: MessagesRequest, accepts: Accepts): ReadChat {
  const chat = new ForeignChat(accepts);
  chat.begin('system');
  chat.text(
    typeof system === 'string' ? system : (system ?? []).map(({ text }) => text).join('\n'),
  );
  for (const [index, message] of messages.entries()) {
    chat.begin(message.role);
    if (typeof message.content === 'string') chat.text(message.content);
    else {
      for (const [place, given] of message.content.entries()) {
        readBlock(chat, given, `messages.${index}.content.${place}`);
      }
    }
  }
  return chat.read('messages');
}

function readBlock(chat: ForeignChat, given: Block, field: string): void {
  const { type } = given;
  const words = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  switch (type) {
    case 'text':
      return chat.text(words('text'));
    case 'image':
      return readImage(chat, given['source'], field);
    case 'thinking':
      return chat.thought(words('thinking'), { signature: words('signature') });
    case 'redacted_thinking':
      return chat.thought('', { redactedData: words('data') });
    case 'tool_use':
      return chat.call(words('id'), words('name'), given['input']);
    case 'tool_result':
      return chat.result(
        words('tool_use_id'),
        outputOf(given['content']),
        given['is_error'] === true,
      );
    default:
      // As any other part that no model here is shown.
      return chat.picture('', type, field);
  }
}

const source = z.union([
  z.looseObject({ type: z.literal('base64'), media_type: z.string(), data: z.string() }),
  z.looseObject({ type: z.literal('url'), url: z.string() }),
]);

function readImage(chat: ForeignChat, value: unknown, field: string): void {
  const { data: given } = source.safeParse(value);
  if (!given) throw fieldError(`${field}.source`, 'Give the picture as base64 or url.');
  if (given.type === 'url') return chat.picture(given.url, 'image/*', field);
  const { media_type: mediaType, data } = given;
  chat.picture(`data:${mediaType};base64,${data}`, mediaType, field);
}

/** The text of a result, which may come in blocks. */
function outputOf(value: unknown): unknown {
  const { data: blocks } = z.array(z.looseObject({ text: z.string() })).safeParse(value);
  return blocks ? blocks.map(({ text }) => text).join('\n') : (value ?? '');
}

/** Reads what a request asks of the engine beside the chat. */
export function messagesOptions(body: MessagesRequest): GenerationOptions {
  return {
    maxTokens: body.max_tokens ?? undefined,
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    topK: body.top_k ?? undefined,
    stop: body.stop_sequences ?? undefined,
  };
}

/** Reads the tools that a request offers; those that Anthropic runs itself are refused. */
export function messagesTools({ tools, tool_choice: choice }: MessagesRequest): {
  readonly tools: readonly ToolDescription[];
  readonly toolChoice: ToolChoice | undefined;
} {
  const read = (tools ?? []).map(
    ({ name, description, input_schema: inputSchema, type }, index) => {
      if (typeof type === 'string' && type !== 'custom') {
        throw fieldError(`tools.${index}`, `This server runs no ${type}. Leave it out.`);
      }
      return toolDescription(name, description, inputSchema);
    },
  );
  const names = { auto: 'auto', any: 'required', none: 'none' } as const;
  if (choice?.type === 'tool') return { tools: read, toolChoice: { name: choice.name ?? '' } };
  return { tools: read, toolChoice: choice ? names[choice.type] : undefined };
}
