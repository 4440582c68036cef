import type { ToolPart } from '../protocol/tool-part.ts';
import { read } from './app-resource.ts';

/** What an app is told of its tool call: the name of the notification behind `ui/notifications/`, and its fields. */
export type ToolMessage = readonly [name: string, params: object];

/** What an app is told when the call stands as it does, in the order in which it is to hear it. */
export function toolMessages(part: ToolPart): readonly ToolMessage[] {
  const { state, input } = part;
  const given = { arguments: isObject(input) ? input : {} };
  if (state === 'input-streaming') return isObject(input) ? [['tool-input-partial', given]] : [];
  const told: ToolMessage = ['tool-input', given];
  switch (state) {
    case 'output-available':
      return part.preliminary ? [told] : [told, ['tool-result', resultOf(part.output)]];
    case 'output-error':
      return [told, ['tool-result', { isError: true, content: textOf(part.errorText ?? '') }]];
    case 'output-denied':
      return [['tool-cancelled', { reason: part.approval?.reason ?? 'denied' }]];
    default:
      return [told];
  }
}

/** An output as MCP's `CallToolResult`, which those of MCP tools are already. */
function resultOf(output: unknown): object {
  if (Array.isArray(read(output, 'content'))) return output as object;
  const text = typeof output === 'string' ? output : JSON.stringify(output ?? null);
  return { content: textOf(text), ...(isObject(output) && { structuredContent: output }) };
}

function textOf(text: string): readonly object[] {
  return [{ type: 'text', text }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
