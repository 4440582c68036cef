import type { ToolEvent } from './chat-event.ts';
import type { ChatMessage, ToolPart, ToolState } from './chat-message.ts';
import { putPart } from './put-part.ts';

/** Applies one event of a tool call to a message; `applyEvent` sends it here. */
export function applyToolEvent(message: ChatMessage, event: ToolEvent): ChatMessage {
  const isAnswer = event.type === 'tool-approval-response';
  const before = message.parts.findLast((part): part is ToolPart => {
    if (!('toolCallId' in part)) return false;
    return isAnswer ? part.approval?.id === event.approvalId : part.toolCallId === event.toolCallId;
  });
  if (isAnswer && !before) return message;
  return putPart(message, nextTool(before ?? newTool(event), event), before);
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

function nextTool(part: ToolPart, event: ToolEvent): ToolPart {
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
      const { inputText: _text, preliminary: _preliminary, ...kept } = part;
      return { ...kept, ...withoutCall(event), state };
    }
  }
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
