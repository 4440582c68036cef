import type { ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';

/** Makes words of the name of a tool or a field: `getWeather` is `Get weather`, `file_path` is `File path`. */
export function readableName(name: string): string {
  if (!/^[\p{L}\d_.-]+$/u.test(name)) return name;
  const words = name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .split(/[\s_.-]+/)
    .filter(Boolean)
    .map((word) => (/^\p{Lu}\p{Ll}/u.test(word) ? word.toLowerCase() : word));
  const sentence = words.join(' ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What a call is called where its reader meets it: its title, else its tool's name as words. */
export function toolTitle(part: ToolPart, { tool }: Pick<ChatLabels, 'tool'>): string {
  if (part.title) return part.title;
  // Tools of MCP servers are often named `mcp__server__tool`.
  const names = toolName(part)
    .replace(/^mcp__/, '')
    .split('__');
  return names.map(readableName).filter(Boolean).join(' · ') || tool;
}
