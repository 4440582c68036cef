import { parsePartialJson } from '../protocol/partial-json.ts';

export { checkSchema } from '../protocol/check-schema.ts';

/** Reads what is certain of an object in a text that may go on; models like to put a fence around it. */
export function readObject(text: string): unknown {
  return parsePartialJson(text.replace(/^\s*```(?:\w+)?\s*/, ''));
}
