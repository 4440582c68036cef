import type { FinishReason } from '../protocol/chat-event.ts';

// The providers' words, in lower case; what is in none of these lists is `other`.
const words: Readonly<Record<Exclude<FinishReason, 'other'>, string>> = {
  stop: 'stop eos eos_token end_turn stop_sequence finish complete completed done end success finished word',
  length:
    'length limit max_tokens max_output_tokens model_length model_context_window_exceeded max_length',
  'content-filter':
    'content_filter content-filter content_filtered sensitive safety recitation refusal blocklist prohibited_content spii image_safety image_prohibited_content image_recitation error_toxic',
  'tool-calls': 'tool_calls tool-calls tool_use tool_call function_call',
  error:
    'error failed insufficient_system_resource timeout malformed_function_call malformed_response unexpected_tool_call too_many_tool_calls missing_thought_signature error_limit network_error server_error internal_error model_error',
  interrupted: 'interrupted interrupt',
};
const reasons = new Map(
  Object.entries(words).flatMap(([reason, list]) =>
    list.split(' ').map((word) => [word, reason as FinishReason] as const),
  ),
);

/** Translates a provider's reason of the end into ours; `undefined` where none is given. */
export function finishReasonOf(reason: unknown): FinishReason | undefined {
  // Some write the word for nothing.
  if (typeof reason !== 'string' || /^(?:null|none|undefined|not_finished)?$/i.test(reason))
    return undefined;
  return reasons.get(reason.toLowerCase()) ?? 'other';
}
