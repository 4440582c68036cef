'use client';
import type * as React from 'react';
import { useId, useState } from 'react';
import type { ToolPart } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { Icon } from '../shared/icon.tsx';

/** Props of {@link ToolRun}. */
export interface ToolRunProps {
  /** The calls, none of them between others. */
  readonly calls: readonly ToolPart[];
  /** Whether something stands behind them, or the answer is over: no more calls come. */
  readonly isOver: boolean;
  /** The cards of the calls. */
  readonly children: React.ReactNode;
}

/** So many calls in a row are folded when they are over. */
const leastFolded = 3;

/** Calls in a row: while they go on one below the other, after that folded into one line. Renders a `<div>`. */
export function ToolRun({ calls, isOver, children }: ToolRunProps): React.JSX.Element {
  const { steps, stepsFailed } = useLabels();
  const [chosen, setChosen] = useState<boolean>();
  const listId = useId();
  const isFolding = isOver && calls.length >= leastFolded && calls.every(isSettled);
  const isOpen = !isFolding || (chosen ?? false);
  const failed = calls.filter(({ state }) => state === 'output-error').length;
  return (
    <div className="rv-steps">
      {isFolding && (
        <button
          type="button"
          className="rv-steps-head"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setChosen(!isOpen)}
        >
          <Icon shape="chevron" />
          {steps(calls.length)}
          {failed > 0 && <span className="rv-steps-failed">{stepsFailed(failed)}</span>}
        </button>
      )}
      {/* Always the same element, so that no card begins anew when they are folded. Where the focus is, somebody reads. */}
      <div
        id={listId}
        className="rv-steps-list"
        data-folding={isFolding || undefined}
        hidden={!isOpen}
        onFocus={() => setChosen(true)}
      >
        {children}
      </div>
    </div>
  );
}

/** Whether nobody has to look at a call any more. */
function isSettled({ state }: ToolPart): boolean {
  return state.startsWith('output-');
}
