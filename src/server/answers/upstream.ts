import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage, FilePart } from '../../protocol/chat-message.ts';
import { messageText } from '../../protocol/message-text.ts';
import type { ChatQuestion } from './answer.ts';

/** Where a model is served, and how it is asked. */
export interface UpstreamOptions {
  /** What the address begins with, such as `https://api.openai.com/v1`, `http://localhost:8000/v1` (vLLM, SGLang), `http://localhost:11434` (Ollama). */
  readonly baseUrl: string;
  /** The model's name there. */
  readonly model: string;
  /** The key that the server asks for. It never leaves this server. @default none */
  readonly apiKey?: string | undefined;
  /** The words in which it is asked; what it answers is found out. @default 'openai-chat' */
  readonly format?: 'openai-chat' | 'anthropic' | 'ollama' | undefined;
  /** Fields that are added to each question, such as `temperature`. @default none */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Headers that are added to each question. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Asks the server. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/**
 * Makes an `answer` of a model server: `answer: upstream({ baseUrl, model })`. Texts and pictures of the chat are passed
 * on. A server that refuses is told to the reader as that, and in its own words to `onError` alone.
 */
export function upstream(options: UpstreamOptions): (question: ChatQuestion) => Promise<Response> {
  const { baseUrl, format = 'openai-chat', body: more, headers: added } = options;
  const calls = { 'openai-chat': openaiCall, anthropic: anthropicCall, ollama: ollamaCall };
  return async ({ messages, signal }) => {
    const { path, headers, body } = calls[format](messages, options);
    const ask = options.fetch ?? fetch;
    const response = await ask(`${baseUrl.replace(/\/$/, '')}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, ...added },
      body: JSON.stringify({ ...body, ...more }),
      signal,
    }).catch((cause: unknown) => {
      if (signal.aborted) throw cause;
      throw away(cause);
    });
    if (response.ok) return response;
    throw await refusal(response);
  };
}

function openaiCall(messages: readonly ChatMessage[], { model, apiKey }: UpstreamOptions): Call {
  return {
    path: '/chat/completions',
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      model,
      stream: true,
      stream_options: { include_usage: true },
      messages: turnsOf(messages, (text, pictures) => {
        if (pictures.length === 0) return { content: text };
        const images = pictures.map(({ url }) => ({ type: 'image_url', image_url: { url } }));
        return { content: [...textParts(text), ...images] };
      }),
    },
  };
}

function anthropicCall(messages: readonly ChatMessage[], { model, apiKey }: UpstreamOptions): Call {
  const system = messages.filter(({ role }) => role === 'system').map(messageText);
  const rest = messages.filter(({ role }) => role !== 'system');
  return {
    path: '/messages',
    headers: {
      'anthropic-version': '2023-06-01',
      ...(apiKey !== undefined && { 'x-api-key': apiKey }),
    },
    body: {
      model,
      stream: true,
      // The one field that the API asks for; `body` may say another.
      max_tokens: 4096,
      ...(system.length > 0 && { system: system.join('\n\n') }),
      messages: turnsOf(rest, (text, pictures) => ({
        content: [
          ...pictures.map((picture) => ({ type: 'image', source: anthropicSource(picture) })),
          ...textParts(text),
        ],
      })),
    },
  };
}

function ollamaCall(messages: readonly ChatMessage[], { model, apiKey }: UpstreamOptions): Call {
  return {
    path: '/api/chat',
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      model,
      stream: true,
      messages: turnsOf(messages, (content, pictures) => ({
        content,
        ...(pictures.length > 0 && { images: pictures.map(({ url }) => base64Of(url)) }),
      })),
    },
  };
}

/** Messages that say nothing are left out: strict servers refuse them. */
function turnsOf(
  messages: readonly ChatMessage[],
  write: (text: string, pictures: readonly FilePart[]) => object,
): object[] {
  return messages.flatMap((message) => {
    const text = messageText(message);
    const pictures = message.parts.filter(
      (part): part is FilePart => part.type === 'file' && part.mediaType.startsWith('image/'),
    );
    if (text === '' && pictures.length === 0) return [];
    return [{ role: message.role, ...write(text, message.role === 'user' ? pictures : []) }];
  });
}

function textParts(text: string): object[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

function anthropicSource({ url, mediaType }: FilePart): object {
  if (!url.startsWith('data:')) return { type: 'url', url };
  return { type: 'base64', media_type: mediaType, data: base64Of(url) };
}

function base64Of(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}

async function refusal(response: Response): Promise<ChatError> {
  const { status, headers } = response;
  const said = (await response.text().catch(() => '')).slice(0, 2000);
  const cause = new Error(`the model server answered with status ${status}: ${said}`);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  if (status === 429 || status === 503 || status === 529) {
    const text = 'The model is asked too often at the moment. Ask again a little later.';
    return new ChatError('overloaded', text, { status, retryAfterMs, cause });
  }
  const text = 'The model server refused the question. Ask again, or tell whoever runs this chat.';
  return new ChatError('server', text, { status, cause });
}

function away(cause: unknown): ChatError {
  const text = 'The model server cannot be reached. Ask again in a moment.';
  return new ChatError('overloaded', text, { cause });
}
