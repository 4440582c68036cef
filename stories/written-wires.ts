import { storyAnswer, storyThought } from './story-answer.ts';

// Streams of backends that do not run in Node, written after their documentation.

const pieces = (text: string): string[] => text.match(/[^]{1,9}/gu) ?? [];
const answer = pieces(storyAnswer);
const thought = pieces(storyThought);

function frame(data: unknown, event?: string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const lines = text.split('\n').map((part) => `data: ${part}\n`);
  return `${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`;
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

// LM Studio names each event twice.
function named(value: { readonly type: string; readonly [field: string]: unknown }): string {
  return frame(value, value.type);
}

const node = { nodeId: 'a1', nodeName: 'AI Agent' };
const chat = { task_id: 't', message_id: 'm', conversation_id: 'c' };
const conversation = { conversation_id: 'c', message_id: 'm' };

/** The bytes of each such backend, as text. */
export const writtenWires = {
  n8n: [
    line({ type: 'begin', metadata: node }),
    ...answer.map((content) => line({ type: 'item', content, metadata: node })),
    line({ type: 'end', metadata: node }),
  ].join(''),
  dify: [
    ...answer.map((text) => frame({ event: 'message', ...chat, answer: text })),
    frame({
      event: 'message_end',
      ...chat,
      metadata: { usage: { prompt_tokens: 12, completion_tokens: 69, total_tokens: 81 } },
    }),
  ].join(''),
  'lm-studio': [
    named({ type: 'chat.start', model_instance_id: 'tiny' }),
    named({ type: 'reasoning.start' }),
    ...thought.map((content) => named({ type: 'reasoning.delta', content })),
    named({ type: 'reasoning.end' }),
    named({ type: 'message.start' }),
    ...answer.map((content) => named({ type: 'message.delta', content })),
    named({ type: 'message.end' }),
    named({
      type: 'chat.end',
      result: {
        output: [
          { type: 'reasoning', content: storyThought },
          { type: 'message', content: storyAnswer },
        ],
        stats: { input_tokens: 12, total_output_tokens: 81, reasoning_output_tokens: 12 },
      },
    }),
  ].join(''),
  replicate: [...answer.map((text) => frame(text, 'output')), frame({}, 'done')].join(''),
  tgi: answer
    .map((text, index) => {
      const isLast = index === answer.length - 1;
      return frame({
        index: index + 1,
        token: { id: index, text, logprob: -0.5, special: false },
        generated_text: isLast ? storyAnswer : null,
        details: isLast ? { finish_reason: 'eos_token', generated_tokens: answer.length } : null,
      });
    })
    .join(''),
  tutorial: [
    frame({ type: 'stream_start', ...conversation }),
    ...answer.map((content, index) => frame({ type: 'content_chunk', content, index })),
    frame({ type: 'stream_complete', ...conversation, total_tokens: 69 }),
  ].join(''),
  text: storyAnswer,
} as const;
