'use client';
import type * as React from 'react';
import { useState } from 'react';
import type { SubagentPart } from '../../protocol/subagent.ts';
import { stateWords } from '../labels/state-words.ts';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link Subagent}. */
export interface SubagentProps {
  readonly part: SubagentPart;
  readonly isStreaming: boolean;
  /** Shows what it wrote; called while the block is open. */
  readonly children: () => React.ReactNode;
}

/** The work of a subagent, folded: its name, how far it has come, and what it wrote. Renders a `<details>`. */
export function Subagent({ part, isStreaming, children }: SubagentProps): React.JSX.Element {
  const texts = useLabels();
  const [isOpen, setOpen] = useState(false);
  const { name = texts.subagent, description, state, errorText } = part.data;
  // One whose answer ended before it is at work no more.
  const shown = state === 'running' && !isStreaming ? 'aborted' : state;
  return (
    <details
      className="rv-subagent"
      data-state={shown}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <Icon shape="chevron" />
        <bdi className="rv-subagent-name">{name}</bdi>
        <span className="rv-tool-state">{stateWords(shown, texts)}</span>
      </summary>
      {isOpen && (
        <div className="rv-subagent-work">
          {description && <p dir="auto">{description}</p>}
          {children()}
          {errorText && <p dir="auto">{errorText}</p>}
        </div>
      )}
    </details>
  );
}
