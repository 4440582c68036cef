import type { FinishReason } from '../protocol/chat-event.ts';
import { toolName, type ChatMessage } from '../protocol/chat-message.ts';
import { messageText } from '../protocol/message-text.ts';
import type { MessageUsage } from '../protocol/message-metadata.ts';

/** What a completion says of itself. */
export interface CompletionFacts {
  /** Names the completion. */
  readonly id: string;
  /** When it was asked for, in seconds since 1970. */
  readonly created: number;

  /** The name of the model. */
  readonly model: string;
}

/** Writes a message that has ended as one `chat.completion`, for a client that does not stream. */
export function openaiCompletion(message: ChatMessage, facts: CompletionFacts): object {
  const { parts, metadata = {} } = message;
  const reasoning = parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join('');
  const calls = parts.flatMap((part) => {
    if (!('toolCallId' in part) || part.providerExecuted) return [];
    const written = { name: toolName(part), arguments: argumentsOf(part.input) };
    return [{ id: part.toolCallId, type: 'function', function: written }];
  });
  const told = {
    role: 'assistant',
    content: messageText(message),
    refusal: null,
    ...(reasoning && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  const finish_reason = finishWordOf(metadata.finishReason);
  return {
    ...facts,
    object: 'chat.completion',
    choices: [{ index: 0, message: told, logprobs: null, finish_reason }],
    usage: openaiUsageOf(metadata.usage ?? {}),
  };
}

/** Writes the input of a tool call as OpenAI's `arguments`. */
export function argumentsOf(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input ?? {});
}

/** Says why an answer ended in OpenAI's words. */
export function finishWordOf(reason: FinishReason | undefined): string {
  const words: Partial<Record<FinishReason, string>> = {
    length: 'length',
    'content-filter': 'content_filter',
    'tool-calls': 'tool_calls',
  };
  return (reason && words[reason]) ?? 'stop';
}

/** Writes token counts as OpenAI's `usage`. */
export function openaiUsageOf({
  promptTokens = 0,
  outputTokens = 0,
  cachedTokens,
  reasoningTokens,
}: MessageUsage): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: outputTokens,
    total_tokens: promptTokens + outputTokens,
    ...(cachedTokens !== undefined && { prompt_tokens_details: { cached_tokens: cachedTokens } }),
    ...(reasoningTokens !== undefined && {
      completion_tokens_details: { reasoning_tokens: reasoningTokens },
    }),
  };
}
