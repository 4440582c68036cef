import type { FinishReason } from '../protocol/chat-event.ts';
import { toolName, type ChatMessage, type MessagePart } from '../protocol/chat-message.ts';
import type { MessageUsage } from '../protocol/message-metadata.ts';
import { argumentsOf, type CompletionFacts } from './openai-completion.ts';

/** One item of a response's output. */
export type ResponseItem = Readonly<Record<string, unknown>> & {
  /** Names the item. */
  readonly id: string;
};

/** Writes a message that has ended as one `response` of OpenAI's Responses, for a client that does not stream. */
export function openaiResponse(message: ChatMessage, facts: CompletionFacts): object {
  const { parts, metadata = {} } = message;
  const output = parts.flatMap((part, index) => itemsOf(part, `${facts.id}-${index}`));
  return responseOf(facts, { output, reason: metadata.finishReason, usage: metadata.usage ?? {} });
}

/** What of a response depends on how far it is. */
export interface ResponseState {
  readonly output: readonly ResponseItem[];
  /** Why it ended; undefined for one that ended as any. */
  readonly reason?: FinishReason | undefined;
  readonly usage?: MessageUsage | undefined;
  /** @default as `reason` says */
  readonly status?: 'in_progress' | 'failed' | undefined;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** Writes a response with all the fields that its readers look for. */
export function responseOf(
  { id, created, model }: CompletionFacts,
  { output, reason, usage, status, error }: ResponseState,
): object {
  const isCut = reason === 'length' || reason === 'content-filter';
  const cause = reason === 'length' ? 'max_output_tokens' : 'content_filter';
  return {
    id,
    object: 'response',
    created_at: created,
    status: status ?? (isCut ? 'incomplete' : 'completed'),
    error: error ?? null,
    incomplete_details: isCut && !status ? { reason: cause } : null,
    instructions: null,
    metadata: {},
    model,
    output,
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    usage: usage ? responseUsageOf(usage) : null,
  };
}

/** An item that is a text. */
export function textItem(id: string, text: string, status = 'completed'): ResponseItem {
  const content = status === 'completed' ? [textContent(text)] : [];
  return { id, type: 'message', status, role: 'assistant', content };
}

/** The content of a text. */
export function textContent(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

/** An item that is reasoning. */
export function reasoningItem(id: string, text: string, status = 'completed'): ResponseItem {
  const content = status === 'completed' ? [{ type: 'reasoning_text', text }] : [];
  return { id, type: 'reasoning', status, summary: [], content };
}

/** An item that is a tool call. */
export function callItem(
  { id, callId, name }: { readonly id: string; readonly callId: string; readonly name: string },
  input: string,
  status = 'completed',
): ResponseItem {
  return { id, type: 'function_call', status, call_id: callId, name, arguments: input };
}

function itemsOf(part: MessagePart, id: string): ResponseItem[] {
  if (part.type === 'text') return part.text ? [textItem(`msg_${id}`, part.text)] : [];
  if (part.type === 'reasoning') return [reasoningItem(`rs_${id}`, part.text)];
  if (!('toolCallId' in part) || part.providerExecuted) return [];
  const call = { id: `fc_${id}`, callId: part.toolCallId, name: toolName(part) };
  return [callItem(call, argumentsOf(part.input))];
}

function responseUsageOf({
  promptTokens = 0,
  outputTokens = 0,
  cachedTokens = 0,
  reasoningTokens = 0,
}: MessageUsage): object {
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cachedTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: promptTokens + outputTokens,
  };
}
