import { ChatError } from 'rivulet/protocol';
import type { UpstreamFormat } from 'rivulet/server';
import { listings, listModels, type ListedModel } from './list-models.ts';
import { NotServing } from './not-serving.ts';

/** What the command line says of a model server. */
export interface UpstreamWanted {
  /** As it was given. */
  readonly url: string;
  readonly format: UpstreamFormat | 'auto';
  /** @default the only one that there is */
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
}

/** What a model server has said of itself. */
export interface UpstreamModel {
  /** What its addresses begin with. */
  readonly baseUrl: string;
  readonly format: UpstreamFormat;
  readonly model: string;
  /** Model tokens of a chat, where it tells. */
  readonly contextSize: number | undefined;
}

/**
 * Asks a model server what it serves, in the words of each format that it may speak. Throws `NotServing` with a sentence for
 * whoever starts this server.
 */
export async function findModel(
  wanted: UpstreamWanted,
  ask: typeof fetch = fetch,
): Promise<UpstreamModel> {
  const given = wanted.url.replace(/\/+$/, '');
  const tries = triesFor(wanted, given);
  let failure: unknown;
  for (const { baseUrl, format } of tries) {
    try {
      const listed = await listModels(baseUrl, format, wanted.apiKey, ask);
      return { baseUrl, format, ...chosen(listed, wanted) };
    } catch (error) {
      // Only an address at which there is nothing may be meant for another format.
      if (!(error instanceof ChatError) || error.code !== 'not-found') throw error;
      failure ??= error;
    }
  }
  // A server that lists nothing may well answer: where all is named there is nothing left to find out.
  const { format, model } = wanted;
  if (format !== 'auto' && model !== undefined) {
    return { baseUrl: given, format, model, contextSize: undefined };
  }
  const list = tries.map(({ baseUrl, format: tried }) => baseUrl + listings[tried].path).join(', ');
  const text = `${given} lists no models (looked at ${list}). Check the address given with --upstream, which for most servers ends in /v1; or name both --upstream-format and --upstream-model.`;
  throw new NotServing(text, false, failure);
}

/** Where the model may be, and in which words, the likeliest first. */
function triesFor({ format }: UpstreamWanted, baseUrl: string) {
  const hasVersion = /\/v\d+(?:beta)?(?:\/\w+)?$/.test(new URL(baseUrl).pathname);
  const both = (known: UpstreamFormat) =>
    hasVersion || known === 'ollama'
      ? [{ baseUrl, format: known }]
      : [
          { baseUrl, format: known },
          { baseUrl: `${baseUrl}/v1`, format: known },
        ];
  if (format !== 'auto') return both(format);
  const { hostname, port, pathname } = new URL(baseUrl);
  if (hostname === 'api.anthropic.com') return both('anthropic');
  if (hostname === 'generativelanguage.googleapis.com' && !pathname.endsWith('/openai')) {
    return [{ baseUrl: hasVersion ? baseUrl : `${baseUrl}/v1beta`, format: 'gemini' as const }];
  }
  const ollama = hasVersion ? [] : both('ollama');
  return port === '11434'
    ? [...ollama, ...both('openai-chat')]
    : [...both('openai-chat'), ...ollama];
}

/** The model that was asked for, or the only one. */
function chosen(listed: readonly ListedModel[], { url, model }: UpstreamWanted) {
  const names = listed.map(({ id }) => id);
  const some = `${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  if (model === undefined) {
    const [only, ...others] = listed;
    if (only && others.length === 0) return { model: only.id, contextSize: only.contextSize };
    const text = names.length === 0 ? 'has no model' : `has several models: ${some}`;
    throw new NotServing(`${url} ${text}. Name one with --upstream-model.`, names.length === 0);
  }
  // Ollama calls the newest of each by the bare name; some servers answer to names that they do not list.
  const found = listed.find(({ id }) => id === model || id === `${model}:latest`);
  if (found || names.length === 0) return { model, contextSize: found?.contextSize };
  const text = `${url} has no model “${model}”. It has ${some}. Name one of these with --upstream-model.`;
  throw new NotServing(text, false);
}
