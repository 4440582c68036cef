'use client';
import type * as React from 'react';
import { useContext, useId } from 'react';
import type { ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { resultOf } from './result-of.ts';
import { ToolApprovalsContext } from './tool-approvals.ts';
import { ToolQuestion } from './tool-question.tsx';
import type { ToolPhase } from './tool-phase.ts';
import { Values } from './values.tsx';

/** Props of {@link ToolDetails}. */
export interface ToolDetailsProps {
  readonly part: ToolPart;
  readonly phase: ToolPhase;
  readonly onApprove: ((id: string, approved: boolean, reason?: string) => void) | undefined;
}

/** What went into a call, what it asks, and what came out. Renders a `<div>`. */
export function ToolDetails({ part, phase, onApprove }: ToolDetailsProps): React.JSX.Element {
  const { input, inputText, approval, errorText } = part;
  return (
    <div className="rv-tool-details">
      {phase === 'asking' && approval?.requestReason && <p dir="auto">{approval.requestReason}</p>}
      {input === undefined ? (
        inputText && <pre className="rv-value-text">{inputText}</pre>
      ) : (
        <Values value={input} />
      )}
      {phase === 'asking' && onApprove && <ToolQuestion part={part} onApprove={onApprove} />}
      {phase === 'denied' && approval?.reason && <p dir="auto">{approval.reason}</p>}
      {errorText && (
        <p className="rv-tool-error" dir="auto">
          {errorText}
        </p>
      )}
      {part.output !== undefined && <Result output={part.output} />}
      <AlwaysAllowed name={toolName(part)} />
    </div>
  );
}

function Result({ output }: { readonly output: unknown }): React.JSX.Element {
  const { toolResult } = useLabels();
  const labelId = useId();
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div role="group" aria-labelledby={labelId}>
      <div id={labelId} className="rv-tool-label">
        {toolResult}
      </div>
      <Values value={resultOf(output)} />
    </div>
  );
}

/** That nobody was asked, and the way back. */
function AlwaysAllowed({ name }: { readonly name: string }): React.ReactNode {
  const { alwaysAllowed, askAgain } = useLabels();
  const { allowed, setAllowed } = useContext(ToolApprovalsContext);
  if (!allowed.has(name)) return null;
  return (
    <div className="rv-tool-always">
      <span>{alwaysAllowed}</span>
      {setAllowed && (
        <button
          type="button"
          className="rv-button"
          onClick={(event) => {
            event.currentTarget.closest('details')?.querySelector('summary')?.focus();
            setAllowed(name, false);
          }}
        >
          {askAgain}
        </button>
      )}
    </div>
  );
}
