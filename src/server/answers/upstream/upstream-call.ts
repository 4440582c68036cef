import type { ChatMessage } from '../../../protocol/chat-message.ts';
import type { ToolDescription } from '../answer.ts';
import { anthropicCall } from './anthropic-call.ts';
import type { FormatCall, WriteCall } from './format-call.ts';
import { geminiCall } from './gemini-call.ts';
import { ollamaCall } from './ollama-call.ts';
import { openaiChatCall } from './openai-chat-call.ts';
import { openaiResponsesCall } from './openai-responses-call.ts';

/** The words in which a model server is asked. */
export type UpstreamFormat = 'openai-chat' | 'openai-responses' | 'anthropic' | 'gemini' | 'ollama';

/** Which model of which server is asked, and how. */
export interface UpstreamCallOptions {
  /** What the address begins with, such as `https://api.openai.com/v1`, `http://localhost:8000/v1` (vLLM, SGLang), `http://localhost:11434` (Ollama). */
  readonly baseUrl: string;
  /** The model's name there. */
  readonly model: string;
  /** The key that the server asks for. It never leaves this server. @default none */
  readonly apiKey?: string | undefined;
  /** The words in which it is asked; what it answers is found out. @default 'openai-chat' */
  readonly format?: UpstreamFormat | undefined;
  /** Fields that are added to each question, such as `temperature`; an object joins the one of its name. @default none */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Headers that are added to each question. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One question to a model server: what is to be posted, and where. */
export interface UpstreamCall {
  /** The whole address. */
  readonly url: string;
  /** The headers, the key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, as JSON. */
  readonly body: string;
}

const formats: Readonly<Record<UpstreamFormat, WriteCall>> = {
  'openai-chat': openaiChatCall,
  'openai-responses': openaiResponsesCall,
  anthropic: anthropicCall,
  gemini: geminiCall,
  ollama: ollamaCall,
};

/**
 * Writes a question in a model server's words, for those who ask it themselves; the answer, which streams, is for
 * `decodeEvents`. Texts and pictures of the chat are passed on, calls of tools with their results, and the `tools` themselves.
 */
export function upstreamCall(
  {
    messages,
    tools = [],
  }: {
    readonly messages: readonly ChatMessage[];
    readonly tools?: readonly ToolDescription[] | undefined;
  },
  options: UpstreamCallOptions,
): UpstreamCall {
  const { baseUrl, format = 'openai-chat', body: more = {}, headers: added } = options;
  const { path, headers, body } = formats[format](messages, options, tools);
  return {
    url: `${baseUrl.replace(/\/$/, '')}${path}`,
    headers: { 'content-type': 'application/json', ...headers, ...added },
    body: JSON.stringify(joined(body, more)),
  };
}

/** Adds fields; what is an object on both sides is joined, so that `options` of Ollama can be added to. */
function joined(body: FormatCall['body'], more: Readonly<Record<string, unknown>>): object {
  const both = Object.entries(more).map(([name, value]) => {
    const own = body[name];
    return [name, isPlain(own) && isPlain(value) ? { ...own, ...value } : value];
  });
  return { ...body, ...(Object.fromEntries(both) as object) };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
