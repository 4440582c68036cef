import type { ToolEvent } from './chat-event.ts';
import type { ChatMessage, ToolPart } from './chat-message.ts';

/** Applies one event of a tool call to a message; `applyEvent` sends it here. */
export function applyToolEvent(message: ChatMessage, event: ToolEvent): ChatMessage {
  if (event.type === 'tool-approval-response') {
    const part = findTool(message, ({ approval }) => approval?.id === event.approvalId);
    const { approved, reason } = event;
    const approval = { id: event.approvalId, ...part?.approval, approved };
    return part
      ? putTool(message, part, {
          ...part,
          state: 'approval-responded',
          approval: reason === undefined ? approval : { ...approval, reason },
        })
      : message;
  }
  const part = findTool(message, ({ toolCallId }) => toolCallId === event.toolCallId);
  return putTool(message, part, nextTool(part ?? newTool(event), event));
}

type ToolCallEvent = Exclude<ToolEvent, { type: 'tool-approval-response' }>;

// input-streaming ─► input-available ─► approval-requested ─► approval-responded ─► output-*
function nextTool(part: ToolPart, event: ToolCallEvent): ToolPart {
  switch (event.type) {
    case 'tool-input-start':
      return part;
    case 'tool-input-delta':
      return { ...part, inputText: (part.inputText ?? '') + event.inputTextDelta };
    case 'tool-input-available':
      return {
        ...withoutText(part),
        ...facts(event),
        state: 'input-available',
        input: event.input,
      };
    case 'tool-input-error': {
      const { input, errorText } = event;
      return { ...withoutText(part), ...facts(event), state: 'output-error', input, errorText };
    }
    case 'tool-approval-request': {
      const { type: _, approvalId: id, toolCallId: _id, providerMetadata: _pm, ...rest } = event;
      return { ...part, state: 'approval-requested', approval: { id, ...rest } };
    }
    case 'tool-output-available': {
      const { preliminary: _, ...rest } = part;
      const preliminary = event.preliminary && { preliminary: true };
      return { ...rest, ...preliminary, state: 'output-available', output: event.output };
    }
    case 'tool-output-error':
      return { ...part, state: 'output-error', errorText: event.errorText };
    case 'tool-output-denied':
      return { ...part, state: 'output-denied' };
    default:
      return event satisfies never;
  }
}

function newTool(event: ToolCallEvent): ToolPart {
  const { toolCallId } = event;
  // A resumed stream may lack the event that named the tool.
  if (!('toolName' in event)) return { type: 'dynamic-tool', toolCallId, state: 'input-streaming' };
  const { toolName, dynamic } = event;
  const part = { toolCallId, state: 'input-streaming', ...facts(event) } as const;
  return dynamic
    ? { type: 'dynamic-tool', toolName, ...part }
    : { type: `tool-${toolName}`, ...part };
}

function facts(
  event: Extract<ToolCallEvent, { toolName: string }>,
): Pick<ToolPart, 'title' | 'providerExecuted' | 'providerMetadata'> {
  const { title, providerExecuted, providerMetadata } = event;
  return {
    ...(title !== undefined && { title }),
    ...(providerExecuted !== undefined && { providerExecuted }),
    ...(providerMetadata !== undefined && { providerMetadata }),
  };
}

function withoutText(part: ToolPart): ToolPart {
  const { inputText: _, ...rest } = part;
  return rest;
}

function findTool(message: ChatMessage, test: (part: ToolPart) => boolean): ToolPart | undefined {
  return message.parts.findLast((part): part is ToolPart => 'toolCallId' in part && test(part));
}

function putTool(message: ChatMessage, before: ToolPart | undefined, part: ToolPart): ChatMessage {
  if (before === part) return message;
  if (!before) return { ...message, parts: [...message.parts, part] };
  return { ...message, parts: message.parts.with(message.parts.indexOf(before), part) };
}
