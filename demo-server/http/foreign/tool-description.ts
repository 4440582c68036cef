import type { ToolDescription } from 'rivulet/server';

/** Describes a tool that a request offers; a schema that is none takes any object. */
export function toolDescription(
  name: string,
  description: unknown,
  inputSchema: unknown,
): ToolDescription {
  const isSchema = typeof inputSchema === 'object' && inputSchema !== null;
  return {
    name,
    description: typeof description === 'string' ? description : '',
    inputSchema: isSchema ? (inputSchema as ToolDescription['inputSchema']) : { type: 'object' },
  };
}
