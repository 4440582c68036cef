import type { StandardSchema } from '../../protocol/standard-schema.ts';
import type { ChatQuestion } from '../answers/answer.ts';

/** One call of a tool that runs on the server. */
export interface ServerToolCall {
  /** The id of the call, as in the message's part. A call that was allowed twice has the same one. */
  readonly toolCallId: string;
  /** Aborts when the answer is stopped. */
  readonly signal: AbortSignal;
  /** The question that is being answered: who asks, and in which chat. */
  readonly question: ChatQuestion;
}

/** A tool that runs on the server, for a model that asks for it. */
export interface ServerTool<Input = unknown, Output = unknown> {
  /** What it does and when it is of use, for the model. @default '' */
  readonly description?: string | undefined;
  /**
   * Checks what the model asks for before anything else is done with it, as zod, valibot or arktype does. An input that does
   * not fit ends the call as `output-error`, and the model is told what is wrong with it. Libraries that can say their
   * schemas as JSON schema (zod 4.2, arktype 2.1.28 and newer) tell the model what it takes. @default any input is taken
   */
  readonly input?: StandardSchema<unknown, Input> | undefined;
  /** What it takes, as JSON schema, where `input` cannot say it. @default what `input` says, else any object */
  readonly inputJson?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Does it; what it answers with goes to the model and must be JSON. What it throws is told to the model and the reader in
   * its own words only if it is a `ChatError`, else to `onError` alone.
   */
  execute(this: void, input: Input, call: ServerToolCall): Output | Promise<Output>;
  /** Whether the user must say yes first. @default false */
  readonly approval?: boolean | ToolApprovalQuestion<Input> | undefined;
}

/** Says whether a call must be allowed by its user; one that throws has said yes. */
export type ToolApprovalQuestion<Input> = {
  // As a method, so that a tool of a known input is a tool.

  /** Returns true when the user must allow a call with this input. */
  asks(this: void, input: Input): boolean | Promise<boolean>;
}['asks'];

/** The tools of a server, by the names the model calls them. */
export type ServerTools = Readonly<Record<string, ServerTool>>;

/** Names a tool's types once: `execute` and `approval` get what `input` gives. */
export function serverTool<Input, Output>(
  definition: ServerTool<Input, Output>,
): ServerTool<Input, Output> {
  return definition;
}
