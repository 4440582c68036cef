import type { MessagePart } from './chat-message.ts';

/**
 * How far a subagent has come: at work, waiting for somebody's answer (`suspended`), or at its end. One whose message ended
 * first stays `running`; the message's own `end` says why.
 */
export type SubagentState = 'running' | 'suspended' | 'complete' | 'error' | 'aborted';

/** What one subagent did: an answer inside the answer. */
export interface SubagentData {
  /** How far it has come. */
  readonly state: SubagentState;
  /** Its texts, thoughts, tool calls and subagents of its own, as in a message. */
  readonly parts: readonly MessagePart[];
  /** The name of the agent, which several calls of it share. */
  readonly name?: string;
  /** What it is for, in words for a reader. */
  readonly description?: string;
  /** The tool call that it was started by. */
  readonly toolCallId?: string;
  /** What it gave back to the agent that called it. */
  readonly result?: unknown;
  /** Why it failed, in the server's words. */
  readonly errorText?: string;
}

/** One run of a subagent; `id` names the run, not the agent. */
export interface SubagentPart {
  readonly type: 'data-subagent';

  /** Names the run of the subagent. */
  readonly id: string;

  /** What it did. */
  readonly data: SubagentData;
}

/** Says whether a part is the work of a subagent; `part.data.parts` holds what it wrote. */
export function isSubagentPart(part: MessagePart): part is SubagentPart {
  if (part.type !== 'data-subagent' || !('data' in part)) return false;
  const { data } = part;
  return typeof data === 'object' && data !== null && 'parts' in data && Array.isArray(data.parts);
}
