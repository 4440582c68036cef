import type { EngineRequest } from '../engine.ts';
import { jsonObjectGrammar } from './json-grammar.ts';
import { schemaGrammar } from './json-schema-grammar.ts';

/**
 * Writes the JSON that a request asks for as a grammar. Throws a `ChatError` of code `bad-request` for a schema that no grammar
 * of this house says.
 */
export function withGrammar(request: EngineRequest): EngineRequest {
  const { json } = request;
  if (!json) return request;
  const { schema, field } = json;
  const grammar = schema === undefined ? jsonObjectGrammar : schemaGrammar(schema, field);
  return { ...request, grammar };
}
