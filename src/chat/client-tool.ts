import { toolName } from '../protocol/chat-message.ts';
import type { ToolPart } from '../protocol/chat-message.ts';

/** One call of a tool that runs in the page. */
export interface ClientToolCall {
  readonly toolCallId: string;
  /** Aborts with the user's abort. */
  readonly signal: AbortSignal;
}

/** A tool that runs in the page, for a model that asks for it. */
export interface ClientTool {
  /** Does it; what it answers with goes to the model, what it throws as well. Must be JSON. */
  readonly execute: (input: unknown, call: ClientToolCall) => unknown;
  /** Whether the user must say yes first (`chat.approveTool`). @default false */
  readonly needsApproval?: boolean | ((input: unknown) => boolean) | undefined;
}

/** The tools of the page, by the names the model calls them. */
export type ClientTools = Readonly<Record<string, ClientTool>>;

/** What became of a call that the app did itself. */
export type ToolResult = { readonly output: unknown } | { readonly errorText: string };

/** Finds the page's tool of a call; models ask for names such as `constructor`, too. */
export function findTool(tools: ClientTools | undefined, part: ToolPart): ClientTool | undefined {
  const name = toolName(part);
  return tools && Object.hasOwn(tools, name) ? tools[name] : undefined;
}
