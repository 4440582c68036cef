import type { ChatEvent, ToolEvent } from '../protocol/chat-event.ts';

/** One event of AG-UI. */
export type AgUiFrame = Readonly<Record<string, unknown>>;

/** The tool calls of one answer, told in AG-UI's words. */
export interface AgUiToolCalls {
  /** The frames of an event; undefined for one that is of no tool. */
  push(event: ChatEvent, parentMessageId: string): AgUiFrame[] | undefined;
  /** Ends every input that is still open. */
  end(): AgUiFrame[];
}

/** Makes the writer of tool calls for `agUiEncoder`. Approvals are told as `CUSTOM`, TanStack AI's way. */
export function agUiToolCalls(): AgUiToolCalls {
  // Inputs that are open, and whether any of their text was sent.
  const inputs = new Map<string, { hasText: boolean }>();
  const names = new Map<string, string>();

  function start(toolCallId: string, toolCallName: string, parentMessageId: string): AgUiFrame[] {
    const before = end(toolCallId);
    inputs.set(toolCallId, { hasText: false });
    names.set(toolCallId, toolCallName);
    return [...before, { type: 'TOOL_CALL_START', toolCallId, toolCallName, parentMessageId }];
  }

  function write(toolCallId: string, delta: string): AgUiFrame[] {
    const input = inputs.get(toolCallId);
    if (!input || delta === '') return [];
    input.hasText = true;
    return [{ type: 'TOOL_CALL_ARGS', toolCallId, delta }];
  }

  function finish(toolCallId: string, name: string, input: unknown, parent: string): AgUiFrame[] {
    const opened = inputs.has(toolCallId) ? [] : start(toolCallId, name, parent);
    const whole = inputs.get(toolCallId)?.hasText ? [] : write(toolCallId, textOf(input));
    return [...opened, ...whole, ...end(toolCallId)];
  }

  function end(toolCallId: string): AgUiFrame[] {
    return inputs.delete(toolCallId) ? [{ type: 'TOOL_CALL_END', toolCallId }] : [];
  }

  function push(event: ChatEvent, parent: string): AgUiFrame[] | undefined {
    switch (event.type) {
      case 'tool-input-start':
        return start(event.toolCallId, event.toolName, parent);
      case 'tool-input-delta':
        return write(event.toolCallId, event.inputTextDelta);
      case 'tool-input-available':
      case 'tool-input-error':
        return finish(event.toolCallId, event.toolName, event.input, parent);
      case 'tool-approval-request':
        return [approvalOf(event, names.get(event.toolCallId))];
      case 'tool-output-available':
        return event.preliminary ? [] : [resultOf(event.toolCallId, event.output)];
      case 'tool-output-error':
        return [resultOf(event.toolCallId, { error: event.errorText })];
      case 'tool-output-denied':
        return [resultOf(event.toolCallId, { error: 'The user denied this call.' })];
      default:
        return undefined;
    }
  }

  return { push, end: () => [...inputs.keys()].flatMap(end) };
}

function approvalOf(
  { toolCallId, approvalId }: Extract<ToolEvent, { type: 'tool-approval-request' }>,
  toolName = '',
): AgUiFrame {
  const value = { toolCallId, toolName, approval: { id: approvalId, needsApproval: true } };
  return { type: 'CUSTOM', name: 'approval-requested', value };
}

function resultOf(toolCallId: string, output: unknown): AgUiFrame {
  const id = { messageId: `${toolCallId}-result`, toolCallId };
  return { type: 'TOOL_CALL_RESULT', ...id, content: textOf(output), role: 'tool' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
