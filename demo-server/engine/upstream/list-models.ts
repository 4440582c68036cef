import { ChatError } from 'rivulet/protocol';
import type { UpstreamFormat } from 'rivulet/server';
import { httpError } from 'rivulet/transports';
import { z } from 'zod';
import { NotServing } from './not-serving.ts';
import { hide } from './read-refusal.ts';
import { reasonOf } from './upstream-failure.ts';

interface Listing {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One model of a server. */
export interface ListedModel {
  readonly id: string;
  readonly contextSize: number | undefined;
}

const asksForMs = 10_000;
const size = z.number().int().positive();
const openaiModel = z.looseObject({
  id: z.string(),
  /** As vLLM and SGLang, OpenRouter and Groq, and llama.cpp's server tell it. */
  max_model_len: size.nullish(),
  context_length: size.nullish(),
  context_window: size.nullish(),
  meta: z.looseObject({ n_ctx: size.nullish(), n_ctx_train: size.nullish() }).nullish(),
});
const openaiList = z.looseObject({ data: z.array(openaiModel) });
const namedList = z.looseObject({
  models: z.array(z.looseObject({ name: z.string(), inputTokenLimit: size.nullish() })),
});

/** Where each format lists its models. */
export const listings: Readonly<Record<UpstreamFormat, Listing>> = {
  'openai-chat': { path: '/models', headers: {} },
  'openai-responses': { path: '/models', headers: {} },
  anthropic: { path: '/models', headers: { 'anthropic-version': '2023-06-01' } },
  gemini: { path: '/models', headers: {} },
  ollama: { path: '/api/tags', headers: {} },
};

/**
 * Asks a server for its models in the words of a format. Throws a `ChatError` of code `not-found` where there is no such list, and
 * `NotServing` for all else.
 */
export async function listModels(
  baseUrl: string,
  format: UpstreamFormat,
  apiKey: string | undefined,
  ask: typeof fetch,
): Promise<readonly ListedModel[]> {
  const { path, headers } = listings[format];
  const signal = AbortSignal.timeout(asksForMs);
  const response = await ask(baseUrl + path, {
    headers: { accept: 'application/json', ...headers, ...keyHeader(format, apiKey) },
    signal,
  }).catch((cause: unknown) => {
    throw new NotServing(`${baseUrl} does not answer (${reasonOf(cause)}).`, true, cause);
  });
  if (!response.ok) throw await refusalOf(response, baseUrl, apiKey);
  const text = await response.text();
  const listed = readList(text);
  if (listed) return listed;
  throw nothingListed(baseUrl);
}

function keyHeader(format: UpstreamFormat, apiKey: string | undefined): Record<string, string> {
  if (apiKey === undefined) return {};
  if (format === 'anthropic') return { 'x-api-key': apiKey };
  return format === 'gemini' ? { 'x-goog-api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
}

async function refusalOf(response: Response, baseUrl: string, apiKey: string | undefined) {
  const { status } = response;
  const words = hide((await httpError(response)).message, apiKey);
  if (status === 404 || status === 405) return nothingListed(baseUrl);
  if (status === 401 || status === 403) {
    const key = apiKey === undefined ? 'asks for a key' : 'does not take the key';
    const text = `${baseUrl} ${key} (status ${status}: ${words}). Give the right one with --upstream-key-file.`;
    return new NotServing(text, false);
  }
  return new NotServing(`${baseUrl} answered with status ${status}: ${words}`, status >= 429);
}

function nothingListed(baseUrl: string): ChatError {
  return new ChatError('not-found', `${baseUrl} lists no models.`);
}

function readList(text: string): readonly ListedModel[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data: openai } = openaiList.safeParse(value);
  if (openai) {
    return openai.data.map(({ id, max_model_len: len, context_length: length, ...more }) => ({
      id,
      contextSize: len ?? length ?? more.context_window ?? more.meta?.n_ctx ?? undefined,
    }));
  }
  const { data: named } = namedList.safeParse(value);
  return named?.models.map(({ name, inputTokenLimit }) => ({
    id: name.replace(/^models\//, ''),
    contextSize: inputTokenLimit ?? undefined,
  }));
}
