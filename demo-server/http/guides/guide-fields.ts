import type { Context } from 'hono';
import { z } from 'zod';
import { chunkBounds } from '../../analysis/analyse-text.ts';
import { chunkSize } from '../../tasks/analyse-text.ts';
import { readJson } from '../chat-route.ts';
import { checkFields } from '../message-parts.ts';

/** A number of a guide's request, which an address can only hold as text. */
function numberField(number: z.ZodNumber): z.ZodType<number> {
  return z.preprocess((value) => {
    const isNumber = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value);
    return isNumber ? Number(value) : value;
  }, number);
}

/** A text that is asked with. */
export const askedText = z.string().trim().min(1).max(200_000);

/** How an answer of the model may be chosen, in the words of the guides. */
export const choiceFields = {
  max_tokens: numberField(z.number().int().min(1).max(1_000_000)).optional(),
  temperature: numberField(z.number().min(0).max(5)).optional(),
};

/** How a list is cut. */
export const listedFields = { chunk_size: numberField(z.number()).optional() };

/** How many steps a picture is to have, which is the engine's to say. */
export const stepFields = { steps: numberField(z.number().int().min(1).max(1000)).optional() };

const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

/** What is to be found out about a text. */
export const analysedFields = {
  include_sentiment: flag.default(true),
  include_summary: flag.default(true),
  include_entities: flag.default(false),
  chunk_size: numberField(chunkSize).default(chunkBounds.usual),
};

/** What `choiceFields` say, in the words of the engine. */
export function chosen(fields: {
  readonly max_tokens?: number | undefined;
  readonly temperature?: number | undefined;
}) {
  return { maxTokens: fields.max_tokens, temperature: fields.temperature };
}

/**
 * Reads the fields of a guide's request: those of the JSON body, else of the address, as the guides' own frameworks take
 * either. Throws a `ChatError` of code `bad-request` that names the field.
 * @param list The field that a body is which is a list. @default a list is no body
 */
export async function readFields<Fields>(
  context: Context,
  schema: z.ZodType<Fields>,
  list?: string,
): Promise<Fields> {
  const body = context.req.method === 'POST' ? await readBody(context) : {};
  const given = list !== undefined && Array.isArray(body) ? { [list]: body } : body;
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  const value = isObject ? { ...context.req.query(), ...given } : given;
  return checkFields(schema, value, 'Mend that field and send again.');
}

async function readBody(context: Context): Promise<unknown> {
  const isEmpty = (await context.req.text()).trim() === '';
  return isEmpty ? {} : readJson(context);
}
