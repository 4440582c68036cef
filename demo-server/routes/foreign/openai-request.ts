import { z } from 'zod';
import { foreignMessages } from './foreign-messages.ts';

/**
 * The body of `POST /v1/chat/completions`, as far as this server reads it. What would change the answer and is not known
 * here (`n`, `stop`) is refused, not passed over; tools may be offered, this server calls none.
 */
export const completionRequest = z.looseObject({
  messages: foreignMessages,
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  max_completion_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  temperature: z.number().min(0).max(5).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.number().int().nullish(),
  n: z.literal(1, 'This server writes one answer at a time').nullish(),
  stop: z.array(z.string()).max(0, 'This server knows no stop sequences').nullish(),
  prompt_cache_key: z.string().min(1).max(200).nullish(),
});

/** A checked request for a chat completion. */
export type CompletionRequest = z.infer<typeof completionRequest>;

/** Reads what a request asks of the engine beside the turns. */
export function completionOptions(body: CompletionRequest) {
  const { temperature, top_p: topP, seed, max_completion_tokens, max_tokens } = body;
  const maxTokens = max_completion_tokens ?? max_tokens;
  return {
    temperature: temperature ?? undefined,
    topP: topP ?? undefined,
    maxTokens: maxTokens ?? undefined,
    // The engine counts seeds from 0 to 2^32 - 1.
    seed: typeof seed === 'number' ? seed >>> 0 : undefined,
  };
}
