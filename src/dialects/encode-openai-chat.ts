import type { ChatEvent } from '../protocol/chat-event.ts';
import type { MessageMetadata, MessageUsage } from '../protocol/message-metadata.ts';
import type { EventEncoder } from './event-encoder.ts';
import {
  argumentsOf,
  finishWordOf,
  openaiUsageOf,
  type CompletionFacts,
} from './openai-completion.ts';

/** Options of `openaiChatEncoder`. */
export interface OpenaiChatEncoderOptions extends CompletionFacts {
  /** Whether a chunk with the counts comes before the end (`stream_options.include_usage`). @default false */
  readonly includeUsage?: boolean | undefined;
}

/**
 * Encodes events as OpenAI's chat completion chunks, up to `[DONE]`. Text, reasoning (`reasoning_content`) and tool
 * calls are told; the format has no place for the rest. An error or an abort is told as an error, after which no
 * `[DONE]` comes.
 */
export function openaiChatEncoder({
  includeUsage = false,
  ...facts
}: OpenaiChatEncoderOptions): EventEncoder {
  // The calls by their place, and whether arguments were sent.
  const calls = new Map<string, { readonly index: number; hasInput: boolean }>();
  let usage: MessageUsage = {};

  const chunk = (choices: readonly object[], counts: object | null = null): string =>
    JSON.stringify({
      ...facts,
      object: 'chat.completion.chunk',
      choices,
      ...(includeUsage && { usage: counts }),
    });
  const delta = (fields: object, finish_reason: string | null = null): string =>
    chunk([{ index: 0, delta: fields, logprobs: null, finish_reason }]);

  function openCall(id: string, name: string): string {
    const index = calls.size;
    calls.set(id, { index, hasInput: false });
    const call = { index, id, type: 'function', function: { name, arguments: '' } };
    return delta({ tool_calls: [call] });
  }

  function writeInput(id: string, text: string): string[] {
    const call = calls.get(id);
    if (!call || !text) return [];
    call.hasInput = true;
    return [delta({ tool_calls: [{ index: call.index, function: { arguments: text } }] })];
  }

  function endInput(id: string, name: string, input: unknown): string[] {
    const opened = calls.has(id) ? [] : [openCall(id, name)];
    const whole = calls.get(id)?.hasInput ? [] : writeInput(id, argumentsOf(input));
    return [...opened, ...whole];
  }

  function note(metadata: MessageMetadata | undefined): void {
    usage = { ...usage, ...metadata?.usage };
  }

  function push(event: ChatEvent): string[] {
    switch (event.type) {
      case 'start':
        note(event.messageMetadata);
        return [delta({ role: 'assistant', content: '' })];
      case 'text-delta':
        return [delta({ content: event.delta })];
      case 'reasoning-delta':
        return [delta({ reasoning_content: event.delta })];
      case 'tool-input-start':
        return event.providerExecuted ? [] : [openCall(event.toolCallId, event.toolName)];
      case 'tool-input-delta':
        return writeInput(event.toolCallId, event.inputTextDelta);
      case 'tool-input-available':
        // A client would run the call again.
        if (event.providerExecuted) return [];
        return endInput(event.toolCallId, event.toolName, event.input);
      case 'message-metadata':
        note(event.messageMetadata);
        return [];
      case 'finish':
        note(event.messageMetadata);
        return [
          delta({}, finishWordOf(event.finishReason)),
          ...(includeUsage ? [chunk([], openaiUsageOf(usage))] : []),
          '[DONE]',
        ];
      case 'error':
        return [failure(event.errorText, 'server_error')];
      case 'abort':
        return [
          failure(`The answer was stopped: ${event.reason ?? 'no reason given'}.`, 'aborted'),
        ];
      default:
        return [];
    }
  }

  return { push };
}

function failure(message: string, code: string): string {
  return JSON.stringify({ error: { message, type: 'server_error', param: null, code } });
}
