import type { ChatEvent, FinishReason } from '../protocol/chat-event.ts';
import type { MessageMetadata } from '../protocol/chat-message.ts';
import type { Dialect } from './dialect.ts';
import { at, errorTextOf, parseJson, textAt } from '../protocol/json.ts';
import { PartWriter } from './part-writer.ts';

/**
 * OpenAI chat completions, as OpenAI, vLLM, llama.cpp, OpenRouter and many others stream them.
 * The first choice is read. `[DONE]` or a `finish_reason` ends the answer; the stream ends it when
 * neither came as truncated. Source: openai 7.55 and the providers' documentation.
 */
export function openaiChat(): Dialect {
  const part = new PartWriter();
  const tools = new Map<number, { id: string; name: string; text: string }>();
  let isStarted = false;
  let isEnded = false;
  let finishReason: FinishReason | undefined;
  let metadata: MessageMetadata = {};

  function end(): ChatEvent[] {
    if (isEnded) return [];
    isEnded = true;
    const calls = [...tools.values()].map(toolInput);
    const finish = { type: 'finish', finishReason: finishReason ?? 'stop' } as const;
    return [...part.close(), ...calls, { ...finish, messageMetadata: metadata }];
  }

  function readTool(call: unknown): ChatEvent[] {
    const index = Number(at(call, 'index') ?? tools.size);
    const delta = textAt(call, 'function', 'arguments') || textAt(call, 'custom', 'input');
    const known = tools.get(index);
    if (known) known.text += delta;
    const tool = known ?? {
      id: textAt(call, 'id') || `call-${index}`,
      name: textAt(call, 'function', 'name') || textAt(call, 'custom', 'name'),
      text: delta,
    };
    tools.set(index, tool);
    const { id: toolCallId, name: toolName } = tool;
    const events: ChatEvent[] = known
      ? []
      : [...part.close(), { type: 'tool-input-start', toolCallId, toolName, dynamic: true }];
    if (delta) events.push({ type: 'tool-input-delta', toolCallId, inputTextDelta: delta });
    return events;
  }

  function readChunk(chunk: unknown): ChatEvent[] {
    const events: ChatEvent[] = [];
    const model = textAt(chunk, 'model');
    if (!isStarted) {
      isStarted = true;
      const messageId = textAt(chunk, 'id');
      events.push({
        type: 'start',
        ...(messageId && { messageId }),
        ...(model && { messageMetadata: { model } }),
      });
    }
    const delta = at(chunk, 'choices', 0, 'delta');
    const reasoning = textAt(delta, 'reasoning_content') || textAt(delta, 'reasoning');
    events.push(...part.write('reasoning', reasoning));
    events.push(...part.write('text', textAt(delta, 'content') || textAt(delta, 'refusal')));
    const calls = at(delta, 'tool_calls');
    if (Array.isArray(calls)) for (const call of calls) events.push(...readTool(call));
    const reason = textAt(chunk, 'choices', 0, 'finish_reason');
    if (reason) finishReason = finishReasons[reason] ?? 'other';
    metadata = { ...metadata, ...usageOf(at(chunk, 'usage')) };
    return events;
  }

  return {
    read({ data, event }) {
      if (isEnded) return [];
      if (data === '[DONE]') return end();
      const chunk = parseJson(data);
      const errorText = errorTextOf(event === 'error' ? { error: chunk } : chunk);
      if (errorText === undefined) return readChunk(chunk);
      isEnded = true;
      return [...part.close(), { type: 'error', errorText }];
    },
    end: () => (finishReason ? end() : []),
  };
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  error: 'error',
};

function usageOf(usage: unknown): Pick<MessageMetadata, 'usage'> {
  const promptTokens = at(usage, 'prompt_tokens');
  const outputTokens = at(usage, 'completion_tokens');
  const cachedTokens = at(usage, 'prompt_tokens_details', 'cached_tokens');
  if (typeof promptTokens !== 'number' || typeof outputTokens !== 'number') return {};
  return {
    usage: {
      promptTokens,
      outputTokens,
      ...(typeof cachedTokens === 'number' && { cachedTokens }),
    },
  };
}

function toolInput(tool: { id: string; name: string; text: string }): ChatEvent {
  const call = { toolCallId: tool.id, toolName: tool.name, dynamic: true };
  try {
    const input: unknown = JSON.parse(tool.text || '{}');
    return { type: 'tool-input-available', ...call, input };
  } catch {
    const errorText = 'The model wrote arguments that are not JSON.';
    return { type: 'tool-input-error', ...call, input: tool.text, errorText };
  }
}
