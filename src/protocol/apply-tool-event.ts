import type { ToolEvent } from './chat-event.ts';
import type {
  ChatMessage,
  MessagePart,
  ToolApproval,
  ToolPart,
  ToolState,
} from './chat-message.ts';
import { isOpenCall } from './close-calls.ts';
import { putPart } from './put-part.ts';

/** Applies one event of a tool call to a message; `applyEvent` sends it here. */
export function applyToolEvent(message: ChatMessage, event: ToolEvent): ChatMessage {
  const before = findCall(message.parts, event);
  if (event.type === 'tool-approval-response' && !before) return message;
  if (event.type === 'tool-input-delta' && before && before.state !== 'input-streaming') {
    return message;
  }
  return putPart(message, nextCall(before ?? newTool(event), event), before);
}

/** Finds the call that an event is about: ids may come again, in another step or once a call has ended. */
function findCall(parts: readonly MessagePart[], event: ToolEvent): ToolPart | undefined {
  if (event.type === 'tool-approval-response') {
    return parts.findLast(
      (part): part is ToolPart => 'toolCallId' in part && part.approval?.id === event.approvalId,
    );
  }
  const isIts = (part: MessagePart): part is ToolPart =>
    'toolCallId' in part && part.toolCallId === event.toolCallId;
  const isOpen = (part: MessagePart): part is ToolPart => isIts(part) && isOpenCall(part);
  if ('toolName' in event) {
    const border = parts.findLastIndex(({ type }) => type === 'step-start');
    return parts.slice(border + 1).findLast(isOpen);
  }
  return parts.findLast(isOpen) ?? parts.findLast(isIts);
}

// input-streaming ─► input-available ─► approval-requested ─► approval-responded ─► output-*
// A call is in the state that its last event is named after, but for these events.
const otherStates: Partial<Readonly<Record<ToolEvent['type'], ToolState>>> = {
  'tool-input-start': 'input-streaming',
  'tool-input-delta': 'input-streaming',
  'tool-input-error': 'output-error',
  'tool-approval-request': 'approval-requested',
  'tool-approval-response': 'approval-responded',
};

/** The call as it is after an event. */
export function nextCall(part: ToolPart, event: ToolEvent): ToolPart {
  const state = otherStates[event.type] ?? (event.type.slice('tool-'.length) as ToolState);
  switch (event.type) {
    case 'tool-input-delta':
      return { ...part, state, inputText: (part.inputText ?? '') + event.inputTextDelta };
    case 'tool-approval-request':
    case 'tool-approval-response': {
      const { approvalId: id, ...answer } = withoutCall(event);
      return { ...part, state, approval: { ...part.approval, id, ...answer } };
    }
    default: {
      // The text was the input's, and an output that is not preliminary says so by leaving it out.
      const { inputText: _text, preliminary: _preliminary, approval, ...kept } = part;
      return {
        ...kept,
        ...withoutCall(event),
        state,
        ...(approval && { approval: answered(approval, state) }),
      };
    }
  }
}

/** A call that has a result was allowed, and one that was denied was not, whoever said so. */
function answered(approval: ToolApproval, state: ToolState): ToolApproval {
  if (!state.startsWith('output-')) return approval;
  return { ...approval, approved: state !== 'output-denied' };
}

/** What an event says beside the call it belongs to. */
function withoutCall<Event extends { type: string }>(
  event: Event & { toolCallId?: string; toolName?: string; dynamic?: boolean },
): Omit<Event, 'type' | 'toolCallId' | 'toolName' | 'dynamic'> {
  const { type: _type, toolCallId: _id, toolName: _name, dynamic: _dynamic, ...facts } = event;
  return facts;
}

function newTool(event: ToolEvent): ToolPart {
  const toolCallId = 'toolCallId' in event ? event.toolCallId : '';
  const call = { toolCallId, state: 'input-streaming' } as const;
  // A resumed stream may lack the event that named the tool.
  if (!('toolName' in event)) return { type: 'dynamic-tool', ...call };
  const { toolName, dynamic } = event;
  return dynamic
    ? { type: 'dynamic-tool', toolName, ...call }
    : { type: `tool-${toolName}`, ...call };
}
