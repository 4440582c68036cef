import type { ChatEvent } from '../protocol/chat-event.ts';
import type { MessageMetadata, MessageUsage } from '../protocol/message-metadata.ts';
import {
  anthropicHead,
  anthropicInputOf,
  anthropicUsageOf,
  redactedBlock,
  signatureIn,
  stopReasonOf,
  type AnthropicFacts,
} from './anthropic-message.ts';
import type { EventEncoder } from './event-encoder.ts';

/**
 * Encodes events as those of Anthropic's messages, up to `message_stop`; each frame's event is named by its `type`, which stands
 * first. Text, reasoning with its signature, and tool calls are told; the format has no place for the rest. An error or
 * an abort is told as an error, after which nothing comes.
 */
export function anthropicEncoder(facts: AnthropicFacts): EventEncoder {
  // The blocks that are open, by what they are of, and whether anything was written into them.
  const open = new Map<string, { readonly index: number; isEmpty: boolean }>();
  let blocks = 0;
  let isStarted = false;
  let usage: MessageUsage = {};

  function note(metadata: MessageMetadata | undefined): void {
    usage = { ...usage, ...metadata?.usage };
  }

  /** The counts of the prompt come with the first event of the answer, or not at all. */
  function begin(): string[] {
    if (isStarted) return [];
    isStarted = true;
    const message = { ...anthropicHead(facts), usage: anthropicUsageOf(usage) };
    return [frame('message_start', { message })];
  }

  function start(key: string, content_block: object): string[] {
    const index = blocks++;
    open.set(key, { index, isEmpty: true });
    return [...begin(), frame('content_block_start', { index, content_block })];
  }

  function delta(key: string, fields: object): string[] {
    const block = open.get(key);
    if (!block) return [];
    block.isEmpty = false;
    return [frame('content_block_delta', { index: block.index, delta: fields })];
  }

  function stop(key: string): string[] {
    const block = open.get(key);
    if (!block) return [];
    open.delete(key);
    return [frame('content_block_stop', { index: block.index })];
  }

  function endCall(id: string, name: string, input: unknown): string[] {
    const started = open.has(id) ? [] : start(id, callBlock(id, name));
    const isWritten = open.get(id)?.isEmpty === false;
    const partial_json = JSON.stringify(anthropicInputOf(input));
    const whole = isWritten ? [] : delta(id, { type: 'input_json_delta', partial_json });
    return [...started, ...whole, ...stop(id)];
  }

  function pushPart(event: ChatEvent): string[] {
    switch (event.type) {
      case 'text-start':
        return start(event.id, { type: 'text', text: '' });
      case 'text-delta':
        return delta(event.id, { type: 'text_delta', text: event.delta });
      case 'reasoning-start':
        return start(
          `r-${event.id}`,
          redactedBlock(event.providerMetadata) ?? {
            type: 'thinking',
            thinking: '',
            signature: '',
          },
        );
      case 'reasoning-delta':
        return delta(`r-${event.id}`, { type: 'thinking_delta', thinking: event.delta });
      case 'text-end':
        return stop(event.id);
      case 'reasoning-end': {
        const signature = signatureIn(event.providerMetadata);
        const sealed = signature
          ? delta(`r-${event.id}`, { type: 'signature_delta', signature })
          : [];
        return [...sealed, ...stop(`r-${event.id}`)];
      }
      default:
        return pushCall(event);
    }
  }

  function pushCall(event: ChatEvent): string[] {
    // A client would run a call again that the provider has run.
    if ('providerExecuted' in event && event.providerExecuted) return [];
    switch (event.type) {
      case 'tool-input-start':
        return start(event.toolCallId, callBlock(event.toolCallId, event.toolName));
      case 'tool-input-delta':
        return delta(event.toolCallId, {
          type: 'input_json_delta',
          partial_json: event.inputTextDelta,
        });
      case 'tool-input-available':
        return endCall(event.toolCallId, event.toolName, event.input);
      default:
        return [];
    }
  }

  function push(event: ChatEvent): string[] {
    switch (event.type) {
      case 'start':
      case 'message-metadata':
        note(event.messageMetadata);
        return [];
      case 'finish':
        note(event.messageMetadata);
        return [
          ...begin(),
          ...[...open.keys()].flatMap(stop),
          frame('message_delta', {
            delta: { stop_reason: stopReasonOf(event.finishReason), stop_sequence: null },
            usage: anthropicUsageOf(usage),
          }),
          frame('message_stop', {}),
        ];
      case 'error':
        return [failure(event.errorText)];
      case 'abort':
        return [failure(`The answer was stopped: ${event.reason ?? 'no reason given'}.`)];
      default:
        return pushPart(event);
    }
  }

  return { push };
}

function callBlock(id: string, name: string): object {
  return { type: 'tool_use', id, name, input: {} };
}

function frame(type: string, fields: object): string {
  return JSON.stringify({ type, ...fields });
}

function failure(message: string): string {
  return frame('error', { error: { type: 'api_error', message } });
}
