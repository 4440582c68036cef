// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { MessagePart } from '../../src/protocol/chat-message.ts';
import { collect } from '../../src/testing/collect.ts';
import { lines, named } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

function decode(wire: string): Promise<ChatEvent[]> {
  return collect(decodeEvents(bytesOf(wire)));
}

async function partsOf(wire: string): Promise<readonly MessagePart[]> {
  return (await collectMessage(decodeEvents(bytesOf(wire)))).parts;
}

const delta = (content: object): object => ({ choices: [{ index: 0, delta: content }] });
interface Wire {
  readonly type: string;
  readonly [field: string]: unknown;
}

const item = (type: 'added' | 'done', output_index: number, fields: object): Wire => ({
  type: `response.output_item.${type}`,
  output_index,
  item: fields,
});
const partial = (partial_image_b64: string, partial_image_index: number): Wire => ({
  type: 'response.image_generation_call.partial_image',
  item_id: 'ig',
  output_index: 0,
  output_format: 'webp',
  partial_image_b64,
  partial_image_index,
});
const image = { id: 'ig', type: 'image_generation_call' };

describe('the parts of foreign formats', () => {
  it('mark a refusal as one, apart from the text', async () => {
    const chat = frames(
      delta({ content: 'Well, ' }),
      delta({ refusal: 'no' }),
      delta({ refusal: '.' }),
      '[DONE]',
    );
    const responses = named(
      { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'Well, ' },
      { type: 'response.refusal.delta', output_index: 0, content_index: 1, delta: 'no.' },
      { type: 'response.refusal.done', output_index: 0, content_index: 1, refusal: 'no.' },
      { type: 'response.completed', response: { status: 'completed' } },
    );
    for (const wire of [chat, responses]) {
      expect(await partsOf(wire)).toMatchObject([
        { type: 'text', text: 'Well, ' },
        { type: 'text', text: 'no.', providerMetadata: { openai: { refusal: true } } },
      ]);
    }
  });

  it('give each source once', async () => {
    const note = { type: 'url_citation', url_citation: { url: 'https://a.example/', title: 'A' } };
    const wire = frames(
      { ...delta({ content: 'x', annotations: [note, note] }), citations: ['https://b.example/'] },
      { ...delta({ content: 'y' }), citations: ['https://b.example/'] },
      '[DONE]',
    );
    expect((await partsOf(wire)).filter(({ type }) => type === 'source-url')).toEqual([
      { type: 'source-url', sourceId: 'source-1', url: 'https://a.example/', title: 'A' },
      { type: 'source-url', sourceId: 'source-2', url: 'https://b.example/' },
    ]);
  });

  it('name documents, and pages that a search found', async () => {
    const cohere = named(
      { type: 'message-start', id: 'c' },
      {
        type: 'citation-start',
        index: 0,
        delta: {
          message: {
            citations: {
              sources: [{ type: 'document', id: 'd', document: { title: 'plan.pdf' } }],
            },
          },
        },
      },
      { type: 'message-end', delta: { finish_reason: 'COMPLETE' } },
    );
    expect(await partsOf(cohere)).toMatchObject([
      { type: 'source-document', sourceId: 'd', title: 'plan.pdf', filename: 'plan.pdf' },
    ]);
    const gemini = frames({
      candidates: [
        {
          content: { parts: [{ text: 'x' }] },
          groundingMetadata: {
            groundingChunks: [{ web: { uri: 'https://a.example/', title: 'A' } }],
          },
          finishReason: 'STOP',
        },
      ],
    });
    expect(await partsOf(gemini)).toMatchObject([{ type: 'text' }, { url: 'https://a.example/' }]);
  });

  it('show images, also those of the reasoning', async () => {
    const gemini = frames({
      candidates: [
        {
          content: {
            parts: [
              { inlineData: { mimeType: 'image/webp', data: 'AA' }, thought: true },
              { inlineData: { mimeType: 'image/jpeg', data: 'BB' } },
              { fileData: { mimeType: 'video/mp4', fileUri: 'https://a.example/v' } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
    });
    expect(await partsOf(gemini)).toEqual([
      { type: 'reasoning-file', url: 'data:image/webp;base64,AA', mediaType: 'image/webp' },
      { type: 'file', url: 'data:image/jpeg;base64,BB', mediaType: 'image/jpeg' },
      { type: 'file', url: 'https://a.example/v', mediaType: 'video/mp4' },
    ]);
    const url = 'data:image/png;base64,CC';
    const chat = frames(delta({ images: [{ type: 'image_url', image_url: { url } }] }), '[DONE]');
    expect(await partsOf(chat)).toEqual([{ type: 'file', url, mediaType: 'image/png' }]);
  });

  it('show the code that Gemini runs, and what comes of it', async () => {
    const code = { language: 'PYTHON', code: 'print(6 * 7)' };
    const result = { outcome: 'OUTCOME_OK', output: '42\n' };
    const gemini = frames(
      { candidates: [{ content: { parts: [{ executableCode: code }] } }] },
      { candidates: [{ content: { parts: [{ codeExecutionResult: result }] } }] },
      { candidates: [{ content: { parts: [{ text: '42.' }] }, finishReason: 'STOP' }] },
    );
    expect(await partsOf(gemini)).toMatchObject([
      {
        type: 'dynamic-tool',
        toolName: 'code_execution',
        state: 'output-available',
        providerExecuted: true,
        input: code,
        output: result,
      },
      { type: 'text', text: '42.' },
    ]);
  });

  it('show the drafts of an image until it is drawn', async () => {
    const wire = named(
      item('added', 0, { ...image, status: 'in_progress' }),
      partial('A1', 0),
      partial('A2', 1),
      item('done', 0, {
        ...image,
        status: 'completed',
        result: 'A3',
        output_format: 'webp',
        size: '1024x1024',
      }),
      { type: 'response.completed', response: { status: 'completed' } },
    );
    const outputs = (await decode(wire)).filter(({ type }) => type === 'tool-output-available');
    expect(outputs).toMatchObject([
      { preliminary: true, output: { url: 'data:image/webp;base64,A1' } },
      { preliminary: true, output: { url: 'data:image/webp;base64,A2' } },
      { output: { size: '1024x1024' } },
    ]);
    expect(await partsOf(wire)).toMatchObject([
      {
        type: 'dynamic-tool',
        toolName: 'image_generation',
        providerExecuted: true,
        state: 'output-available',
      },
      { type: 'file', url: 'data:image/webp;base64,A3', mediaType: 'image/webp' },
    ]);
  });

  it('ask before a tool is run', async () => {
    const request = {
      id: 'ask',
      type: 'mcp_approval_request',
      name: 'shorten',
      arguments: '{"url":"x"}',
    };
    const wire = named(item('added', 0, request), item('done', 0, request), {
      type: 'response.completed',
      response: { status: 'completed' },
    });
    expect(await partsOf(wire)).toMatchObject([
      {
        toolName: 'shorten',
        input: { url: 'x' },
        state: 'approval-requested',
        approval: { id: 'ask' },
      },
    ]);
    const run = frames(
      { type: 'RUN_STARTED', runId: 'r' },
      { type: 'TOOL_CALL_START', toolCallId: 'a', toolCallName: 'pay' },
      { type: 'TOOL_CALL_ARGS', toolCallId: 'a', delta: '{}' },
      {
        type: 'RUN_FINISHED',
        runId: 'r',
        outcome: { type: 'interrupt', interrupts: [{ id: 'i', toolCallId: 'a' }] },
      },
    );
    expect(await collectMessage(decodeEvents(bytesOf(run)))).toMatchObject({
      metadata: { finishReason: 'interrupted' },
      parts: [{ toolName: 'pay', state: 'approval-requested', approval: { id: 'i' } }],
    });
  });

  it('keep what the provider ran itself, and what came of it', async () => {
    const anthropic = named(
      { type: 'message_start', message: { id: 'm', content: [] } },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
      },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: '{"query":"x"}' },
      },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'content_block_start',
        index: 1,
        content_block: {
          type: 'web_search_tool_result',
          tool_use_id: 's',
          content: [{ url: 'https://a.example/' }],
        },
      },
      { type: 'content_block_stop', index: 1 },
      {
        type: 'content_block_start',
        index: 2,
        content_block: { type: 'server_tool_use', id: 't', name: 'web_fetch', input: { url: 'y' } },
      },
      { type: 'content_block_stop', index: 2 },
      {
        type: 'content_block_start',
        index: 3,
        content_block: {
          type: 'web_fetch_tool_result',
          tool_use_id: 't',
          content: { type: 'web_fetch_tool_result_error', error_code: 'unavailable' },
        },
      },
      { type: 'content_block_stop', index: 3 },
      { type: 'message_stop' },
    );
    expect(await partsOf(anthropic)).toMatchObject([
      {
        toolName: 'web_search',
        input: { query: 'x' },
        providerExecuted: true,
        output: [{ url: 'https://a.example/' }],
      },
      { toolName: 'web_fetch', state: 'output-error', errorText: 'unavailable' },
    ]);
    const openai = named(
      item('added', 0, { id: 'ci', type: 'code_interpreter_call', code: '', outputs: null }),
      {
        type: 'response.code_interpreter_call_code.delta',
        output_index: 0,
        item_id: 'ci',
        delta: '1+1',
      },
      item('done', 0, {
        id: 'ci',
        type: 'code_interpreter_call',
        code: '1+1',
        outputs: [{ logs: '2' }],
      }),
      item('added', 1, { id: 'mc', type: 'mcp_call', name: 'roll', arguments: '' }),
      {
        type: 'response.mcp_call_arguments.delta',
        output_index: 1,
        item_id: 'mc',
        delta: '{"n":1}',
      },
      item('done', 1, {
        id: 'mc',
        type: 'mcp_call',
        name: 'roll',
        arguments: '{"n":1}',
        output: '4',
        error: null,
      }),
      { type: 'response.completed', response: { status: 'completed' } },
    );
    expect(await partsOf(openai)).toMatchObject([
      { toolName: 'code_interpreter', input: '1+1', output: { outputs: [{ logs: '2' }] } },
      { toolName: 'roll', input: { n: 1 }, output: { output: '4' } },
    ]);
  });

  it('call the tools that OpenAI leaves to the client', async () => {
    const shell = { id: 'sh', type: 'local_shell_call', call_id: 'c', action: { command: ['ls'] } };
    const wire = named(
      item('added', 0, { ...shell, action: {} }),
      item('done', 0, shell),
      item('done', 1, { id: 'o', type: 'local_shell_call_output', call_id: 'c', output: 'a.txt' }),
      { type: 'response.completed', response: { status: 'completed' } },
    );
    expect(await collectMessage(decodeEvents(bytesOf(wire)))).toMatchObject({
      metadata: { finishReason: 'tool-calls' },
      parts: [
        {
          toolCallId: 'c',
          toolName: 'local_shell',
          input: { action: { command: ['ls'] } },
          output: 'a.txt',
        },
      ],
    });
  });

  it('keep the signature of reasoning', async () => {
    const wire = named(
      { type: 'message_start', message: { id: 'm', content: [] } },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: 'Hm' },
      },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'signature_delta', signature: 's1' },
      },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_stop' },
    );
    expect(await partsOf(wire)).toMatchObject([
      { type: 'reasoning', text: 'Hm', providerMetadata: { anthropic: { signature: 's1' } } },
    ]);
  });

  it('call arguments that are no JSON an error of the input', async () => {
    const call = { index: 0, id: 'a', function: { name: 'find', arguments: '{"q":' } };
    expect(await partsOf(frames(delta({ tool_calls: [call] }), '[DONE]'))).toMatchObject([
      { toolName: 'find', state: 'output-error', input: '{"q":' },
    ]);
  });

  it('pass progress by, and keep the state of an agent', async () => {
    const progress = { prompt_progress: { processed: 2, total: 8, cache: 1 } };
    expect(await decode(frames({ ...delta({}), ...progress }, '[DONE]'))).toContainEqual({
      type: 'data-prefill',
      data: { processed: 2, total: 8, cached: 1 },
      transient: true,
    });
    const run = lines(
      { type: 'RUN_STARTED', runId: 'r' },
      { type: 'STATE_SNAPSHOT', snapshot: { n: 1 } },
      { type: 'STATE_DELTA', delta: [] },
      { type: 'STATE_SNAPSHOT', snapshot: { n: 2 } },
      { type: 'CUSTOM', name: 'mood', value: 'good' },
      { type: 'RUN_FINISHED', runId: 'r' },
    );
    expect(await partsOf(run)).toEqual([
      { type: 'data-state', id: 'state', data: { n: 2 } },
      { type: 'data-mood', data: 'good' },
    ]);
  });

  it('end as the provider says', async () => {
    const failed = named({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'x', message: 'Too large.' } },
    });
    expect(await decode(failed)).toEqual([{ type: 'error', errorText: 'Too large.' }]);
    const cut = named({
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    });
    expect(await decode(cut)).toEqual([{ type: 'finish', finishReason: 'length' }]);
    const cancelled = frames(
      { type: 'RUN_STARTED', runId: 'r' },
      { type: 'RUN_FINISHED', outcome: 'cancelled' },
    );
    expect((await decode(cancelled)).at(-1)).toEqual({ type: 'abort' });
    const blocked = frames({ promptFeedback: { blockReason: 'SAFETY' } });
    expect(await decode(blocked)).toEqual([{ type: 'finish', finishReason: 'content-filter' }]);
    const runError = frames(
      { type: 'RUN_STARTED', runId: 'r' },
      { type: 'RUN_ERROR', message: 'No.' },
    );
    expect((await decode(runError)).at(-1)).toEqual({ type: 'error', errorText: 'No.' });
  });
});
