import type { ChatEvent, FinishReason } from '../protocol/chat-event.ts';
import type { MessageMetadata, MessageUsage } from '../protocol/message-metadata.ts';
import type { EventEncoder } from './event-encoder.ts';
import type { CompletionFacts } from './openai-completion.ts';
import { responseOf, type ResponseState } from './openai-response.ts';
import { ResponseItems } from './response-items.ts';

/**
 * Encodes events as those of OpenAI's Responses, up to `response.completed`, `.incomplete` or `.failed`; each frame's event is
 * named by its `type`, which stands first. Text, reasoning and tool calls are told; the format has no place for the rest. An
 * abort is told as a failure.
 */
export function openaiResponsesEncoder(facts: CompletionFacts): EventEncoder {
  let sequence = 0;
  let isStarted = false;
  let usage: MessageUsage = {};
  const write = (type: string, fields: object): string =>
    JSON.stringify({ type, sequence_number: sequence++, ...fields });
  const items = new ResponseItems(facts, write);

  function tell(type: string, state: Omit<ResponseState, 'output'>): string {
    return write(type, { response: responseOf(facts, { output: items.output, ...state }) });
  }

  function note(metadata: MessageMetadata | undefined): void {
    usage = { ...usage, ...metadata?.usage };
  }

  function begin(): string[] {
    if (isStarted) return [];
    isStarted = true;
    const state = { status: 'in_progress' } as const;
    return [tell('response.created', state), tell('response.in_progress', state)];
  }

  function finish(reason: FinishReason | undefined): string[] {
    const isCut = reason === 'length' || reason === 'content-filter';
    const last = items.endAll();
    return [...last, tell(isCut ? 'response.incomplete' : 'response.completed', { reason, usage })];
  }

  function fail(message: string): string[] {
    const error = { code: 'server_error', message };
    return [...items.endAll(), tell('response.failed', { status: 'failed', error, usage })];
  }

  function pushPart(event: ChatEvent): string[] {
    // A client would run a call again that the provider has run.
    if ('providerExecuted' in event && event.providerExecuted) return [];
    switch (event.type) {
      case 'text-start':
        return items.start(event.id, 'text');
      case 'text-delta':
        return items.grow(event.id, event.delta);
      case 'text-end':
        return items.end(event.id);
      case 'reasoning-start':
        return items.start(`r-${event.id}`, 'reasoning');
      case 'reasoning-delta':
        return items.grow(`r-${event.id}`, event.delta);
      case 'reasoning-end':
        return items.end(`r-${event.id}`);
      case 'tool-input-start':
        return items.start(event.toolCallId, 'call', event.toolName);
      case 'tool-input-delta':
        return items.grow(event.toolCallId, event.inputTextDelta);
      case 'tool-input-available':
        return items.endCall(event.toolCallId, event.toolName, event.input);
      default:
        return [];
    }
  }

  function push(event: ChatEvent): string[] {
    switch (event.type) {
      case 'start':
      case 'message-metadata':
        note(event.messageMetadata);
        return begin();
      case 'finish':
        note(event.messageMetadata);
        return [...begin(), ...finish(event.finishReason)];
      case 'error':
        return [...begin(), ...fail(event.errorText)];
      case 'abort':
        return [
          ...begin(),
          ...fail(`The answer was stopped: ${event.reason ?? 'no reason given'}.`),
        ];
      default:
        return [...begin(), ...pushPart(event)];
    }
  }

  return { push };
}
