import type { ProviderMetadata } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';

/**
 * What an OpenAI-compatible host adds to a call or a message and wants back: `extra_content` as it came, and Google's signature
 * under the name by which the AI SDK reads it. LiteLLM writes it as a field of the provider's own.
 */
export function extraOf(value: unknown): ProviderMetadata | undefined {
  const extra = at(value, 'extra_content');
  const thoughtSignature =
    textAt(extra, 'google', 'thought_signature') ||
    textAt(value, 'provider_specific_fields', 'thought_signature');
  if (!isRecord(extra) && !thoughtSignature) return undefined;
  return {
    ...(isRecord(extra) && { openaiCompatible: { extra_content: extra } }),
    ...(thoughtSignature && { google: { thoughtSignature } }),
  };
}
