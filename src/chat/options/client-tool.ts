import { toolName } from '../../protocol/chat-message.ts';
import type { ToolPart } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { StandardSchema } from '../../protocol/standard-schema.ts';

/** One call of a tool that runs in the page. */
export interface ClientToolCall {
  /** The id of the call, as in the message's part. */
  readonly toolCallId: string;
  /** Aborts with the user's abort. */
  readonly signal: AbortSignal;
}

/** A tool that runs in the page, for a model that asks for it. */
export interface ClientTool<Input = unknown, Output = unknown> {
  /**
   * Checks what the model asks for before anything else is done with it, as zod, valibot or arktype does. An input that does
   * not fit ends the call as `output-error`: the reader sees what is wrong with it, and the model is told so and may correct
   * itself. `execute` and `needsApproval` get what the schema makes of it; the part keeps what the model wrote.
   */
  readonly inputSchema?: StandardSchema<unknown, Input> | undefined;
  /**
   * Does it; what it answers with goes to the model, what it throws as well. Must be JSON. Absent: the call waits for
   * `chat.settleTool`.
   */
  execute?(this: void, input: Input, call: ClientToolCall): Output | Promise<Output>;
  /** Whether the user must say yes first (`chat.approveTool`). @default false */
  readonly needsApproval?: boolean | ToolQuestion<Input> | undefined;
}

/** Says whether a call must be allowed by its user. */
export type ToolQuestion<Input> = {
  // As a method, so that a tool of a known input is a tool.

  /** Returns true when the user must allow a call with this input. */
  asks(this: void, input: Input): boolean;
}['asks'];

/** The tools of the page, by the names the model calls them. */
export type ClientTools<Types extends ChatTypes = ChatTypes> = Types extends {
  readonly tools: infer Tools;
}
  ? {
      readonly [Name in keyof Tools]?: Tools[Name] extends {
        readonly input: infer Input;
        readonly output: infer Output;
      }
        ? ClientTool<Input, Output>
        : ClientTool;
    }
  : Readonly<Record<string, ClientTool>>;

/**
 * Names a tool's types once: `execute` gets what `inputSchema` gives, and the chat knows input and output of its calls.
 * Needed where a tool stands apart from its chat, and with TypeScript before 5.7.
 */
export function tool<Input, Output, Raw>(
  definition: ClientTool<Input, Output> & {
    readonly inputSchema?: StandardSchema<Raw, Input> | undefined;
  },
): typeof definition {
  return definition;
}

/** What became of a call that the app did itself. */
export type ToolResult =
  | {
      /** What the tool returned; must be JSON. */
      readonly output: unknown;
    }
  | {
      /** Why it failed, for the model and the reader. */
      readonly errorText: string;
    };

/** Finds the page's tool of a call; models ask for names such as `constructor`, too. */
export function findTool(tools: ClientTools | undefined, part: ToolPart): ClientTool | undefined {
  const name = toolName(part);
  return tools && Object.hasOwn(tools, name) ? tools[name] : undefined;
}
