import type { ToolDescription } from 'rivulet/server';
import { z } from 'zod';
import type { ToolChoice } from '../../engine/engine.ts';
import { toolDescription } from './tool-description.ts';
import { fieldError } from '../../shared/field-error.ts';
import type { Accepts } from '../message-parts.ts';
import { ForeignChat, type ReadChat } from './foreign-chat.ts';
import { foreignTurns, type ForeignMessage } from './foreign-messages.ts';

const calls = z.array(
  z.looseObject({
    id: z.string(),
    function: z.looseObject({ name: z.string(), arguments: z.string() }),
  }),
);
const imageUrl = z.union([
  z.string(),
  z.looseObject({ url: z.string() }).transform(({ url }) => url),
]);
const tool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    name: z.string(),
    description: z.string().nullish(),
    parameters: z.unknown(),
  }),
});
const choice = z.union([
  z.enum(['auto', 'none', 'required']),
  z
    .looseObject({ function: z.looseObject({ name: z.string() }) })
    .transform(({ function: { name } }) => ({ name })),
]);

/** Reads the chat of a request for a completion, with its pictures, calls and results where the engine accepts them. */
export function openaiChat(messages: readonly ForeignMessage[], accepts: Accepts): ReadChat {
  if (accepts.length === 0) return { turns: foreignTurns(messages) };
  const chat = new ForeignChat(accepts);
  for (const [index, message] of messages.entries())
    readMessage(chat, message, `messages.${index}`);
  return chat.read('messages');
}

const roles: Readonly<Record<string, 'system' | 'user' | 'assistant'>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

function readMessage(chat: ForeignChat, message: ForeignMessage, field: string): void {
  const { role, content } = message;
  if (role === 'tool' || role === 'function') {
    const text = typeof content === 'string' ? content : textOf(content ?? []);
    const { tool_call_id: id } = message;
    return chat.result(typeof id === 'string' ? id : '', text);
  }
  const known = roles[role];
  if (!known) throw fieldError(`${field}.role`, 'Use system, user, assistant or tool.');
  chat.begin(known);
  if (typeof content === 'string') chat.text(content);
  else {
    for (const [place, part] of (content ?? []).entries()) {
      const { data: url } = imageUrl.safeParse(part['image_url']);
      if (part.type === 'text') chat.text(part.text ?? '');
      else
        chat.picture(
          url ?? '',
          url === undefined ? part.type : 'image/*',
          `${field}.content.${place}`,
        );
    }
  }
  for (const { id, function: called } of calls.safeParse(message['tool_calls']).data ?? []) {
    chat.call(id, called.name, parsed(called.arguments));
  }
}

function textOf(parts: readonly { readonly text?: string | undefined }[]): string {
  return parts.map(({ text = '' }) => text).join('');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads the tools that a request offers. */
export function openaiTools(body: Readonly<Record<string, unknown>>): {
  readonly tools: readonly ToolDescription[];
  readonly toolChoice: ToolChoice | undefined;
} {
  const given = Array.isArray(body['tools']) ? (body['tools'] as unknown[]) : [];
  const tools = given.map((one, index) => {
    const { data } = tool.safeParse(one);
    if (!data) throw fieldError(`tools.${index}`, 'Only functions are passed on. Leave it out.');
    const { name, description, parameters: inputSchema } = data.function;
    return toolDescription(name, description, inputSchema);
  });
  return { tools, toolChoice: choice.safeParse(body['tool_choice']).data };
}
