import { messageText } from '../../src/protocol/message-text.ts';
import type { ChatRequest } from '../../src/protocol/chat-transport.ts';
import type { HttpTransportOptions } from '../../src/transports/http/http-transport.ts';

/** One provider as the mock plays it. */
export interface Provider {
  readonly name: string;
  readonly path: string;
  readonly body: (question: string) => object;
  /** What the mock cannot say in this format: it sends reasoning as text, or not at all. */
  readonly reasoning?: 'as text' | 'none';
  readonly hasTools?: false;
  /** What the mock says of its own before it calls tools. */
  readonly plan?: string;
}

const model = 'tiny';
const chatBody = (question: string) => ({
  model,
  stream: true,
  messages: [{ role: 'user', content: question }],
});
const geminiBody = (question: string) => ({
  contents: [{ role: 'user', parts: [{ text: question }] }],
});

/** All formats that the mock can stream and we can read. */
export const providers: readonly Provider[] = [
  { name: 'OpenAI chat', path: '/v1/chat/completions', body: chatBody },
  { name: 'Azure', path: '/openai/deployments/tiny/chat/completions', body: chatBody },
  { name: 'OpenRouter', path: '/api/v1/chat/completions', body: chatBody },
  {
    name: 'OpenAI responses',
    path: '/v1/responses',
    body: (content) => ({ model, stream: true, input: [{ role: 'user', content }] }),
  },
  {
    name: 'Anthropic',
    path: '/v1/messages',
    body: (question) => ({ ...chatBody(question), max_tokens: 99 }),
  },
  {
    name: 'Gemini',
    path: '/v1beta/models/tiny:streamGenerateContent?alt=sse',
    body: geminiBody,
  },
  {
    name: 'Vertex',
    path: '/v1/projects/p/locations/l/publishers/google/models/tiny:streamGenerateContent',
    body: geminiBody,
  },
  {
    name: 'Gemini interactions',
    path: '/v1beta/interactions',
    body: (input) => ({ model, stream: true, input }),
    reasoning: 'none',
  },
  { name: 'Ollama', path: '/api/chat', body: chatBody },
  {
    name: 'Ollama generate',
    path: '/api/generate',
    body: (prompt) => ({ model, prompt }),
    hasTools: false,
  },
  {
    name: 'Cohere',
    path: '/v2/chat',
    body: chatBody,
    reasoning: 'as text',
    plan: 'I will use the requested tool.',
  },
];

/** The options of our transport for a provider that listens at an origin. */
export function optionsFor(provider: Provider, origin: string): HttpTransportOptions {
  const body = ({ messages }: ChatRequest) => {
    const last = messages.at(-1);
    return provider.body(last ? messageText(last) : '');
  };
  const headers = { authorization: 'Bearer none', 'x-api-key': 'none' };
  return { url: `${origin}${provider.path}`, body, headers };
}
