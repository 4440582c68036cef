import type { ChatMessage, MessagePart, ToolPart } from '../protocol/chat-message.ts';
import { isUnansweredCall } from '../protocol/close-calls.ts';
import { at, textAt } from '../protocol/json.ts';
import { agUiHistory, type AgUiMessage } from './ag-ui-history.ts';

/** The answer to a question that a run ended with. */
export interface AgUiResume {
  /** The id of the question that is answered. */
  readonly interruptId: string;
  /** `cancelled` where the user went on without an answer. */
  readonly status: 'resolved' | 'cancelled';

  /** What the user said; absent when `cancelled`. */
  readonly payload?: {
    /** Whether the user agreed. */
    readonly approved: boolean;
    /** What the user said about it. */
    readonly reason?: string;
  };
}

/** What a run of AG-UI is given: its `RunAgentInput`. */
export interface AgUiInput {
  /** The chat's id. */
  readonly threadId: string;

  /** The id of the run to begin. */
  readonly runId: string;

  /** The chat so far, in AG-UI's words. */
  readonly messages: readonly AgUiMessage[];
  /** The state as the newest answer left it; `{}` where none had one. */
  readonly state: unknown;

  /** Tools that the page offers. */
  readonly tools: readonly unknown[];

  /** Context for the agent. */
  readonly context: readonly unknown[];

  /** Anything else for the agent. */
  readonly forwardedProps: Readonly<Record<string, unknown>>;

  /** Answers to what the last run asked; absent when it asked nothing. */
  readonly resume?: readonly AgUiResume[];
}

/** What `agUiInput` reads of a request. */
export interface AgUiQuestion {
  /** Becomes `threadId`. */
  readonly chatId: string;

  /** The id of the run to begin. */
  readonly runId: string;

  /** The chat so far. */
  readonly messages: readonly ChatMessage[];
}

/**
 * The `RunAgentInput` of AG-UI 1.0 for a question, as the `body` of a transport: the messages in AG-UI's words with calls,
 * results, sealed reasoning and the work of subagents, the state, and the answers to what the last run asked. Tools and
 * context are empty; a `body` of your own adds them: `(request) => ({ ...agUiInput(request), tools })`.
 */
export function agUiInput({ chatId, runId, messages }: AgUiQuestion): AgUiInput {
  const parts = messages.flatMap((message) => message.parts);
  const state = parts.findLast(({ type }) => type === 'data-state');
  const resume = answersIn(messages);
  return {
    threadId: chatId,
    runId,
    messages: agUiHistory(messages),
    state: state && 'data' in state ? state.data : {},
    tools: [],
    context: [],
    forwardedProps: {},
    ...(resume.length > 0 && { resume }),
  };
}

/** The questions of the last answer that have been answered since. */
function answersIn(messages: readonly ChatMessage[]): AgUiResume[] {
  const last = messages.findLast(({ role }) => role === 'assistant');
  return (last?.parts ?? []).filter(isAnswered).map((part) => {
    const { id = '', approved = false, reason } = part.approval ?? {};
    if (isUnansweredCall(part)) return { interruptId: id, status: 'cancelled' };
    const payload = { approved, ...(reason !== undefined && { reason }) };
    return { interruptId: id, status: 'resolved', payload };
  });
}

function isAnswered(part: MessagePart): part is ToolPart {
  if (!('toolCallId' in part) || textAt(part.approval?.descriptor, 'id') === '') return false;
  const { approval, state } = part;
  const isInterrupt = at(approval?.descriptor, 'id') === approval?.id;
  return isInterrupt && (state === 'approval-responded' || isUnansweredCall(part));
}
