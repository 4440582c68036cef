import type { FinishReason } from '../protocol/chat-event.ts';
import { toolName, type ChatMessage, type MessagePart } from '../protocol/chat-message.ts';
import { isRecord, textAt } from '../protocol/json.ts';
import type { MessageUsage, ProviderMetadata } from '../protocol/message-metadata.ts';
import type { CompletionFacts } from './openai-completion.ts';

/** What a message of Anthropic's says of itself. */
export type AnthropicFacts = Pick<CompletionFacts, 'id' | 'model'>;

/** Writes a message that has ended as one `message` of Anthropic's API, for a client that does not stream. */
export function anthropicMessage(message: ChatMessage, facts: AnthropicFacts): object {
  const { parts, metadata = {} } = message;
  return {
    ...anthropicHead(facts),
    content: parts.flatMap(blocksOf),
    stop_reason: stopReasonOf(metadata.finishReason),
    usage: anthropicUsageOf(metadata.usage ?? {}),
  };
}

/** The message before anything of it is written. */
export function anthropicHead({ id, model }: AnthropicFacts): Readonly<Record<string, unknown>> {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

/** Says why an answer ended in Anthropic's words. */
export function stopReasonOf(reason: FinishReason | undefined): string {
  const words: Partial<Record<FinishReason, string>> = {
    length: 'max_tokens',
    'tool-calls': 'tool_use',
    'content-filter': 'refusal',
  };
  return (reason && words[reason]) ?? 'end_turn';
}

/** Writes token counts as Anthropic's `usage`, which counts what a cache had apart. */
export function anthropicUsageOf({
  promptTokens = 0,
  outputTokens = 0,
  cachedTokens = 0,
}: MessageUsage): object {
  return {
    input_tokens: promptTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: outputTokens,
  };
}

/** The block of hidden reasoning that a provider wants back as it was. */
export function redactedBlock(metadata: ProviderMetadata | undefined): object | undefined {
  const data = textAt(metadata, 'anthropic', 'redactedData');
  return data ? { type: 'redacted_thinking', data } : undefined;
}

/** The seal of reasoning; empty where there is none. */
export function signatureIn(metadata: ProviderMetadata | undefined): string {
  return textAt(metadata, 'anthropic', 'signature');
}

function blocksOf(part: MessagePart): object[] {
  if (part.type === 'text') return part.text ? [{ type: 'text', text: part.text }] : [];
  if (part.type === 'reasoning') {
    const { text: thinking, providerMetadata } = part;
    const signature = signatureIn(providerMetadata);
    return [redactedBlock(providerMetadata) ?? { type: 'thinking', thinking, signature }];
  }
  if (!('toolCallId' in part) || part.providerExecuted) return [];
  const input = anthropicInputOf(part.input);
  return [{ type: 'tool_use', id: part.toolCallId, name: toolName(part), input }];
}

/** Inputs are objects there. */
export function anthropicInputOf(input: unknown): object {
  if (isRecord(input)) return input;
  return input === undefined || input === null ? {} : { input };
}
