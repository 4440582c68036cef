import { isRecord } from '../protocol/json.ts';
import type { ProviderMetadata } from '../protocol/chat-event.ts';

/** Adds what a provider told later to what it told before; of one field the later word counts. */
export function mergeProviders(
  before: ProviderMetadata | undefined,
  added: ProviderMetadata,
): ProviderMetadata {
  const merged: Record<string, unknown> = { ...before };
  for (const [provider, facts] of Object.entries(added)) {
    const old = merged[provider];
    merged[provider] = isRecord(old) && isRecord(facts) ? { ...old, ...facts } : facts;
  }
  return merged;
}
