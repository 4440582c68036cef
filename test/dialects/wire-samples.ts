import { encodeSse } from '../../src/protocol/sse.ts';

/** Writes values as the frames of a stream that ends with `[DONE]`. */
export function frames(...values: readonly (object | string)[]): string {
  const data = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return data.map((text) => encodeSse({ data: text })).join('');
}

/** A native stream of one part. */
export const native = frames(
  { type: 'start', messageId: 'm1' },
  { type: 'text-start', id: '1' },
  { type: 'text-delta', id: '1', delta: 'Grüße ' },
  { type: 'text-delta', id: '1', delta: '😀' },
  { type: 'text-end', id: '1' },
  { type: 'finish', finishReason: 'stop' },
  '[DONE]',
);

const chunk = (delta: object, finish_reason: string | null = null): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  model: 'tiny',
  choices: [{ index: 0, delta, finish_reason }],
});

/** An OpenAI stream with reasoning, text, usage and the padding that OpenAI adds. */
export const openai = frames(
  chunk({ role: 'assistant', content: '' }),
  chunk({ reasoning_content: 'Hm.' }),
  { ...chunk({ content: 'Grüße ' }), obfuscation: 'x9' },
  chunk({ content: '😀' }),
  chunk({}, 'stop'),
  {
    choices: [],
    usage: { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } },
  },
  '[DONE]',
);

/** The same stream without its end. */
export const openaiCut = frames(chunk({ content: 'Grüße ' }));

/** An OpenAI stream of two tool calls, their arguments in pieces. */
export const openaiTools = frames(
  chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'find', arguments: '' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '{"q":' } }] }),
  chunk({ tool_calls: [{ index: 1, id: 'b', function: { name: 'add', arguments: '{' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '1}' } }] }),
  chunk({}, 'tool_calls'),
  '[DONE]',
);
