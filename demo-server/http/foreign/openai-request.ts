import { z } from 'zod';
import type { GenerationOptions, JsonWanted } from '../../engine/engine.ts';
import { fieldError } from '../../shared/field-error.ts';
import { stopTexts } from '../answer-options.ts';
import type { Accepts } from '../message-parts.ts';
import { foreignMessages, parseForeign } from './foreign-messages.ts';
import { assertHonoured } from './openai-refusals.ts';

const limit = z.number().int().min(1).max(1_000_000).nullish();
const penalty = z.number().min(-2).max(2).nullish();
const repetition = z.number().min(0.1).max(10).nullish();

/** The body of `POST /v1/chat/completions`, as far as it changes the answer; `assertHonoured` refuses the rest. */
const completionRequest = z.looseObject({
  messages: foreignMessages,
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: limit,
  max_completion_tokens: limit,
  temperature: z.number().min(0).max(5).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  // 0 and -1 both mean all, to llama.cpp and to vLLM.
  top_k: z.number().int().min(-1).max(1_000_000).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  seed: z.number().int().nullish(),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  repeat_penalty: repetition,
  repetition_penalty: repetition,
  logit_bias: z
    .record(
      z.string().regex(/^\d{1,7}$/, 'Name tokens by their numbers'),
      z.number().min(-100).max(100),
    )
    .nullish(),
  stop: z.union([z.string().min(1).max(200), stopTexts]).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('text') }),
      z.looseObject({ type: z.literal('json_object'), schema: z.unknown() }),
      z.looseObject({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({
          schema: z.unknown(),
          name: z.string().max(200).optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .nullish(),
  prompt_cache_key: z.string().min(1).max(200).nullish(),
});

/** A checked request for a chat completion. */
export type CompletionRequest = z.infer<typeof completionRequest>;

/**
 * Checks the body of a request for a completion. Throws a `ChatError` of code `bad-request` that names what is wrong, and what
 * would change the answer and is not known here.
 * @param accepts What the engine takes beside text.
 */
export function parseCompletion(value: unknown, accepts: Accepts = []): CompletionRequest {
  const body = parseForeign(completionRequest, value);
  const passedOn = accepts.includes('tools') ? ['tools', 'tool_choice'] : [];
  assertHonoured(body, [...Object.keys(completionRequest.shape), ...passedOn]);
  return body;
}

/** Reads what a request asks of the engine beside the turns. */
export function completionOptions(body: CompletionRequest): GenerationOptions {
  const { seed, top_k: topK, logit_bias: bias, stop } = body;
  const weights = Object.entries(bias ?? {}).map(
    ([token, weight]) => [Number(token), weight] as const,
  );
  return {
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    topK: typeof topK === 'number' ? Math.max(0, topK) : undefined,
    minP: body.min_p ?? undefined,
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    // The engine counts seeds from 0 to 2^32 - 1.
    seed: typeof seed === 'number' ? seed >>> 0 : undefined,
    frequencyPenalty: body.frequency_penalty ?? undefined,
    presencePenalty: body.presence_penalty ?? undefined,
    repeatPenalty: body.repeat_penalty ?? body.repetition_penalty ?? undefined,
    logitBias: weights.length > 0 ? new Map(weights) : undefined,
    stop: typeof stop === 'string' ? [stop] : (stop ?? undefined),
    json: jsonOf(body.response_format),
  };
}

function jsonOf(format: CompletionRequest['response_format']): JsonWanted | undefined {
  switch (format?.type) {
    case 'json_object':
      // llama.cpp's server takes a schema here as well.
      return { schema: format.schema, field: 'response_format.schema' };
    case 'json_schema': {
      const { schema, name, strict } = format.json_schema;
      const field = 'response_format.json_schema.schema';
      if (schema === undefined) throw fieldError(field, 'There is none. Give a JSON Schema.');
      return { schema, field, name, strict: strict ?? undefined };
    }
    default:
      return undefined;
  }
}
