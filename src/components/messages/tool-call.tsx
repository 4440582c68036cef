'use client';
import type * as React from 'react';
import type { ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import { CodeBlock } from '../../code-block/code-block.tsx';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Answers a tool call that waits for its user's yes. */
export type ApproveTool = (toolCallId: string, approved: boolean) => void;

/** Props of {@link ToolCall}. */
export interface ToolCallProps {
  readonly part: ToolPart;
  /** Without it a call that waits for approval offers no buttons. */
  readonly onApprove?: ApproveTool | undefined;
}

/**
 * One tool call, folded: its name, how far it has come, what went in and what came out. A call that waits for approval
 * is open and asks. Renders a `<details>`.
 */
export function ToolCall({ part, onApprove }: ToolCallProps): React.JSX.Element {
  const texts = useLabels();
  const name = part.title ?? (toolName(part) || texts.tool);
  const isAsking = part.state === 'approval-requested';
  // The text is there as long as it is all that is known of the input.
  const input = part.inputText ?? (part.input === undefined ? undefined : json(part.input));
  const output = part.errorText ?? (part.output === undefined ? undefined : json(part.output));
  const reason = isAsking && part.approval?.requestReason;
  return (
    <details className="rv-tool" data-state={part.state} open={isAsking || undefined}>
      <summary>
        <Icon shape="chevron" />
        <span className="rv-tool-name">{name}</span>
        <span className="rv-tool-state">{texts.toolState(part.state)}</span>
      </summary>
      {reason && <p dir="auto">{reason}</p>}
      {input && <CodeBlock code={input} language="json" />}
      {isAsking && onApprove && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
        <div className="rv-tool-question" role="group" aria-label={texts.approvalQuestion(name)}>
          <button
            type="button"
            className="rv-button"
            data-variant="accent"
            onClick={() => onApprove(part.toolCallId, true)}
          >
            {texts.allow}
          </button>
          <button
            type="button"
            className="rv-button"
            onClick={() => onApprove(part.toolCallId, false)}
          >
            {texts.deny}
          </button>
        </div>
      )}
      {output && <CodeBlock code={output} language={part.errorText ? '' : 'json'} />}
    </details>
  );
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}
