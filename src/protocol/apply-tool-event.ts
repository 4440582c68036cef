import type { ToolEvent } from './chat-event.ts';
import type { ChatMessage, MessagePart, ToolPart, ToolState } from './chat-message.ts';
import type { ProviderMetadata } from './message-metadata.ts';
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

/** The call as it is after an event. What its provider wants back is kept under the names that `UIMessage` has for it. */
export function nextCall(part: ToolPart, event: ToolEvent): ToolPart {
  const state = otherStates[event.type] ?? (event.type.slice('tool-'.length) as ToolState);
  const { providerMetadata, ...facts } = withoutCall(event);
  const isResult = state.startsWith('output-');
  const name = isResult ? 'resultProviderMetadata' : 'callProviderMetadata';
  const next = { ...part, state, ...(providerMetadata && { [name]: providerMetadata }) };
  if ('inputTextDelta' in facts) {
    return { ...next, inputText: (part.inputText ?? '') + facts.inputTextDelta };
  }
  if ('approved' in facts) {
    const { approvalId: id, providerExecuted, ...answer } = facts;
    return {
      ...next,
      ...(providerExecuted !== undefined && { providerExecuted }),
      approval: { ...part.approval, id, ...answer },
    };
  }
  if ('approvalId' in facts) {
    const {
      approvalId: id,
      approvalDescriptor: descriptor,
      reason: requestReason,
      ...more
    } = facts;
    return { ...next, approval: { id, descriptor, requestReason, ...more } };
  }
  // The text was the input's; what is not said again of an output has gone with the one before.
  const { inputText: _text, inputEncoding: _encoding, approval, ...call } = next;
  const { preliminary: _preliminary, output: _output, errorText: _error, ...kept } = call;
  const said = 'input' in facts && 'errorText' in facts ? { ...facts, title: part.title } : facts;
  return {
    ...kept,
    ...said,
    // A call that has a result was allowed, and one that was denied was not, whoever said so.
    ...(approval && {
      approval: isResult ? { ...approval, approved: state !== 'output-denied' } : approval,
    }),
  };
}

type Unnamed<Event> = Event extends unknown
  ? Omit<Event, 'type' | 'toolCallId' | 'toolName' | 'dynamic'>
  : never;

/** What an event says beside the call it belongs to. */
function withoutCall(
  event: ToolEvent & {
    toolCallId?: string;
    toolName?: string;
    dynamic?: boolean;
    providerMetadata?: ProviderMetadata;
  },
): Unnamed<ToolEvent> & { providerMetadata?: ProviderMetadata } {
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
