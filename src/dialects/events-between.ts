import type { ChatEvent } from '../protocol/chat-event.ts';
import {
  toolName,
  type MessagePart,
  type TextPart,
  type ToolPart,
} from '../protocol/chat-message.ts';

/**
 * The events that lead from the parts of a message to the same parts some time later, for a format that tells what a part
 * has gained and not how it is. Texts are named by their place; what was taken back is not told.
 */
export function eventsBetween(
  before: readonly MessagePart[],
  after: readonly MessagePart[],
): ChatEvent[] {
  return after.flatMap((part, place) => {
    const old = before[place];
    if (part === old) return [];
    if (isText(part)) return textEvents(part, isText(old) ? old : undefined, String(place));
    if ('toolCallId' in part) return toolEvents(part, isCall(old) ? old : undefined);
    if (part.type === 'step-start') return [];
    return [part];
  });
}

function isText(part: MessagePart | undefined): part is TextPart {
  return part?.type === 'text' || part?.type === 'reasoning';
}

function isCall(part: MessagePart | undefined): part is ToolPart {
  return part !== undefined && 'toolCallId' in part;
}

function textEvents(part: TextPart, old: TextPart | undefined, id: string): ChatEvent[] {
  const { type, text, state, providerMetadata } = part;
  const events: ChatEvent[] = [];
  const signed = providerMetadata && { providerMetadata };
  if (!old) events.push({ type: `${type}-start`, id, ...signed });
  const said = old?.text ?? '';
  if (text.length > said.length && text.startsWith(said))
    events.push({ type: `${type}-delta`, id, delta: text.slice(said.length) });
  const isEnd = state === 'done' && old?.state !== 'done';
  if (isEnd) events.push({ type: `${type}-end`, id, ...signed });
  return events;
}

function toolEvents(part: ToolPart, old: ToolPart | undefined): ChatEvent[] {
  const { toolCallId, state, input, providerExecuted } = part;
  const call = {
    toolCallId,
    toolName: toolName(part),
    dynamic: true,
    ...(providerExecuted !== undefined && { providerExecuted }),
  };
  const events: ChatEvent[] = old ? [] : [{ type: 'tool-input-start', ...call }];
  const written = old?.inputText ?? '';
  const text = part.inputText ?? '';
  if (text.length > written.length)
    events.push({
      type: 'tool-input-delta',
      toolCallId,
      inputTextDelta: text.slice(written.length),
    });
  const wasOpen = !old || old.state === 'input-streaming';
  if (wasOpen && state !== 'input-streaming')
    events.push({ type: 'tool-input-available', ...call, input });
  return [...events, ...(state === old?.state && part.output === old.output ? [] : resultOf(part))];
}

function resultOf({
  toolCallId,
  state,
  output,
  preliminary,
  errorText,
  approval,
}: ToolPart): ChatEvent[] {
  const result = { toolCallId, dynamic: true };
  switch (state) {
    case 'approval-requested':
      return approval
        ? [{ type: 'tool-approval-request', toolCallId, approvalId: approval.id }]
        : [];
    case 'output-available':
      return [
        { type: 'tool-output-available', ...result, output, ...(preliminary && { preliminary }) },
      ];
    case 'output-error':
      return [{ type: 'tool-output-error', ...result, errorText: errorText ?? '' }];
    case 'output-denied':
      return [{ type: 'tool-output-denied', ...result }];
    default:
      return [];
  }
}
