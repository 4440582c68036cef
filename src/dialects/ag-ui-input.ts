import type { ChatMessage, MessagePart, ToolPart } from '../protocol/chat-message.ts';
import { isUnansweredCall } from '../protocol/close-calls.ts';
import { at, textAt } from '../protocol/json.ts';
import { agUiHistory, type AgUiMessage } from './ag-ui-history.ts';

/** The answer to a question that a run ended with. */
export interface AgUiResume {
  readonly interruptId: string;
  /** `cancelled` where the user went on without an answer. */
  readonly status: 'resolved' | 'cancelled';
  readonly payload?: { readonly approved: boolean; readonly reason?: string };
}

/** What a run of AG-UI is given: its `RunAgentInput`. */
export interface AgUiInput {
  readonly threadId: string;
  readonly runId: string;
  readonly messages: readonly AgUiMessage[];
  /** The state as the newest answer left it; `{}` where none had one. */
  readonly state: unknown;
  readonly tools: readonly unknown[];
  readonly context: readonly unknown[];
  readonly forwardedProps: Readonly<Record<string, unknown>>;
  readonly resume?: readonly AgUiResume[];
}

/** What `agUiInput` reads of a request. */
export interface AgUiQuestion {
  readonly chatId: string;
  readonly runId: string;
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
