import { amazon, bedrockEvent } from './amazon-frames.ts';
import { event, samplesOf, tagged, word, type BackendRows } from './backend-row.ts';
import { lines, named } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

const chunk = (delta: object): object => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: null }],
});
const delta = (contentBlockIndex: number, value: object): Buffer =>
  bedrockEvent('contentBlockDelta', { contentBlockIndex, delta: value });
const tgiToken = (text: string, whole: string | null = null): object => ({
  token: { id: 1, text, logprob: -1, special: false },
  generated_text: whole,
  details: whole === null ? null : { finish_reason: 'eos_token', generated_tokens: 2 },
});

/** Servers of models, each in a format of its own. */
export const modelRows = {
  'OpenAI Chat Completions': {
    says: samplesOf('openai-chat'),
    fails: frames(chunk({ content: 'Yes' }), { error: { message: word, type: 'x' } }),
  },
  'OpenAI Responses': {
    keeper: 'openai-background',
    says: samplesOf('openai-responses'),
    fails: named(
      { type: 'response.created', response: { id: 'r', object: 'response', output: [] } },
      { type: 'response.output_text.delta', item_id: 'i', delta: 'Yes' },
      { type: 'error', code: 'x', message: word },
    ),
  },
  Anthropic: {
    says: samplesOf('anthropic'),
    fails: named(
      { type: 'message_start', message: { id: 'm', role: 'assistant', content: [] } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Yes' } },
      { type: 'error', error: { type: 'overloaded_error', message: word } },
    ),
  },
  Gemini: {
    says: samplesOf('gemini'),
    fails: frames(
      { candidates: [{ content: { parts: [{ text: 'Yes' }] }, index: 0 }] },
      { error: { code: 400, message: word, status: 'INVALID_ARGUMENT' } },
    ),
  },
  'Gemini Interactions': {
    keeper: 'gemini-interactions',
    says: [
      frames(
        { event_type: 'interaction.created', interaction: { id: 'i', status: 'in_progress' } },
        { event_type: 'step.start', index: 0, step: { type: 'thought' } },
        {
          event_type: 'step.delta',
          index: 0,
          delta: { type: 'thought_summary', content: { type: 'text', text: 'Hm' } },
        },
        { event_type: 'step.stop', index: 0 },
        { event_type: 'step.start', index: 1, step: { type: 'model_output' } },
        { event_type: 'step.delta', index: 1, delta: { type: 'text', text: 'Yes' } },
        { event_type: 'step.stop', index: 1 },
        {
          event_type: 'step.start',
          index: 2,
          step: { type: 'function_call', id: 'c', name: 'find', arguments: {} },
        },
        {
          event_type: 'step.delta',
          index: 2,
          delta: { type: 'arguments_delta', arguments: '{"q":1}' },
        },
        { event_type: 'step.stop', index: 2 },
        {
          event_type: 'interaction.completed',
          interaction: {
            id: 'i',
            status: 'completed',
            usage: { total_input_tokens: 1, total_output_tokens: 2 },
          },
        },
      ),
    ],
    fails: frames(
      { event_type: 'interaction.created', interaction: { id: 'i' } },
      { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
      { event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'Yes' } },
      { event_type: 'error', error: { code: 'x', message: word } },
    ),
  },
  Cohere: {
    says: samplesOf('cohere'),
    fails: named(
      { type: 'message-start', id: 'm', delta: { message: { role: 'assistant' } } },
      { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Yes' } } } },
      { type: 'message-end', delta: { finish_reason: 'ERROR', error: word } },
    ),
  },
  Ollama: {
    says: samplesOf('ollama'),
    fails: lines(
      { model: 'm', message: { role: 'assistant', content: 'Yes' }, done: false },
      { error: word },
    ),
  },
  // It speaks OpenAI's format beside its own.
  'llama.cpp': {
    keeper: 'llama-cpp',
    says: samplesOf('llama-cpp', 'openai-chat'),
    fails: `${frames({ content: 'Yes', stop: false })}error: ${JSON.stringify({ code: 400, message: word })}\n\n`,
  },
  'LM Studio': {
    says: [
      named(
        { type: 'chat.start', model_instance_id: 'm' },
        { type: 'reasoning.delta', content: 'Hm' },
        { type: 'reasoning.end' },
        { type: 'tool_call.start', tool: 'find' },
        { type: 'tool_call.arguments', tool: 'find', arguments: { q: 1 } },
        { type: 'tool_call.success', output: '3' },
        { type: 'message.delta', content: 'Yes' },
        { type: 'message.end' },
        {
          type: 'chat.end',
          result: { output: [], stats: { input_tokens: 1, total_output_tokens: 2 } },
        },
      ),
    ],
    fails: named(
      { type: 'chat.start' },
      { type: 'message.delta', content: 'Yes' },
      { type: 'error', error: { type: 'x', message: word } },
    ),
  },
  'Amazon Bedrock': {
    says: [
      Buffer.concat([
        bedrockEvent('messageStart', { role: 'assistant' }),
        delta(0, { reasoningContent: { text: 'Hm' } }),
        bedrockEvent('contentBlockStop', { contentBlockIndex: 0 }),
        delta(1, { text: 'Yes' }),
        bedrockEvent('contentBlockStop', { contentBlockIndex: 1 }),
        bedrockEvent('contentBlockStart', {
          contentBlockIndex: 2,
          start: { toolUse: { toolUseId: 'c', name: 'find' } },
        }),
        delta(2, { toolUse: { input: '{"q":1}' } }),
        bedrockEvent('contentBlockStop', { contentBlockIndex: 2 }),
        bedrockEvent('messageStop', { stopReason: 'tool_use' }),
        bedrockEvent('metadata', { usage: { inputTokens: 1, outputTokens: 2 } }),
      ]),
    ],
    fails: Buffer.concat([
      bedrockEvent('messageStart', { role: 'assistant' }),
      delta(0, { text: 'Yes' }),
      amazon(
        { ':message-type': 'exception', ':exception-type': 'validationException' },
        { message: word },
      ),
    ]),
  },
  Replicate: {
    says: [event('output', 'Yes') + event('done', {})],
    tagged: event('output', tagged) + event('done', {}),
    fails: event('output', 'Yes') + event('error', { detail: word }),
  },
  TGI: {
    says: [frames(tgiToken('Ye'), tgiToken('s', 'Yes'))],
    tagged: frames(tgiToken(tagged), tgiToken('', tagged)),
    fails: frames(tgiToken('Yes'), { error: word, error_type: 'generation' }),
  },
} satisfies BackendRows;
