import { ChatError } from '../../protocol/chat-error.ts';
import type { ToolDescription } from '../answers/answer.ts';
import type { ServerTool, ServerTools } from './server-tool.ts';

type JsonSchema = ToolDescription['inputSchema'];

/** A schema that can say itself as JSON schema (https://standardschema.dev/json-schema, version 1). */
interface StandardJsonSchema {
  readonly '~standard': {
    readonly jsonSchema?: { readonly input: (options: { readonly target: string }) => JsonSchema };
  };
}

/** Tells a model of the tools; `onError` hears of a schema that fails to say what it takes. */
export function describeTools(
  tools: ServerTools,
  onError: (error: unknown) => void,
): readonly ToolDescription[] {
  return Object.entries(tools).map(([name, tool]) => ({
    name,
    description: tool.description ?? '',
    inputSchema: inputOf(name, tool, onError),
  }));
}

function inputOf(
  name: string,
  { input, inputJson }: ServerTool,
  onError: (error: unknown) => void,
): JsonSchema {
  if (inputJson) return inputJson;
  try {
    const { jsonSchema } = (input as StandardJsonSchema | undefined)?.['~standard'] ?? {};
    const { $schema: _dialect, ...schema } = jsonSchema?.input({ target: 'draft-2020-12' }) ?? {};
    if (Object.keys(schema).length > 0) return schema;
  } catch (cause) {
    const text = `The input of the tool ${name} cannot be said as JSON schema. Give it as \`inputJson\` too.`;
    onError(new ChatError('config', text, { cause }));
  }
  return { type: 'object' };
}
