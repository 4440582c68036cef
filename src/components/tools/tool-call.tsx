'use client';
import type * as React from 'react';
import { useContext } from 'react';
import type { ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { formatMs } from '../labels/format-figures.ts';
import { useLabels } from '../labels/use-labels.ts';
import { Icon, type IconShape } from '../shared/icon.tsx';
import { useElapsed } from '../shared/use-elapsed.ts';
import { useFold } from '../shared/use-fold.ts';
import { toolTitle } from './readable-name.ts';
import { ToolApprovalsContext } from './tool-approvals.ts';
import { isAtWork, phaseWords, toolPhase, type ToolPhase } from './tool-phase.ts';

/** Answers a tool call that waits for its user's yes; the reason of a denial goes to the model. */
export type ApproveTool = (toolCallId: string, approved: boolean, reason?: string) => void;

/** Props of {@link ToolCall}. */
export interface ToolCallProps {
  /** The call. */
  readonly part: ToolPart;
  /** Without it a call that waits for approval offers no buttons. @default none */
  readonly onApprove?: ApproveTool | undefined;
  /** Whether the answer broke off, so that nothing goes on with a call that has no result. @default false */
  readonly isStopped?: boolean | undefined;
  /** Whether it is told how long the call takes. @default true */
  readonly hasTimes?: boolean | undefined;
}

/** What a call holds, loaded with the first call that is seen. */
export const toolDetails = new LazyPart(() => import('./tool-details.tsx'));

const icons: Readonly<Partial<Record<ToolPhase, IconShape>>> = {
  asking: 'question',
  done: 'check',
  failed: 'alert',
  denied: 'close',
  stopped: 'stop',
};

/**
 * One tool call as a card: what it does, how far it has come and for how long, folded into it what went in and what came out.
 * One that waits for approval is open and asks, and one that failed or was denied is open and says why. Renders a `<details>`.
 */
export function ToolCall({
  part,
  onApprove,
  isStopped = false,
  hasTimes = true,
}: ToolCallProps): React.JSX.Element {
  const texts = useLabels();
  const { allowed } = useContext(ToolApprovalsContext);
  const isAllowed = onApprove !== undefined && allowed.has(toolName(part));
  const phase = toolPhase(part, { isStopped, isAllowed });
  const { isChosen: _, ...fold } = useFold(
    phase === 'asking' || phase === 'failed' || phase === 'denied',
  );
  const details = useLazyPart(toolDetails, true);
  const shape = icons[phase];
  return (
    <details className="rv-tool" data-state={part.state} data-phase={phase} {...fold}>
      <summary>
        {shape ? <Icon shape={shape} /> : <span className="rv-spinner" />}
        <bdi className="rv-tool-name">{toolTitle(part, texts)}</bdi>
        {!part.title && !fold.open && <bdi className="rv-tool-gist">{gistOf(part.input)}</bdi>}
        <span className="rv-tool-state">
          {phaseWords(phase, texts)}
          {hasTimes && <Elapsed isGoing={isAtWork(phase)} />}
        </span>
        <Icon shape="chevron" />
      </summary>
      {fold.open && details && (
        <details.ToolDetails part={part} phase={phase} onApprove={onApprove} />
      )}
    </details>
  );
}

/** The shortest times say nothing. */
const leastTold = { going: 2000, over: 100 };

function Elapsed({ isGoing }: { readonly isGoing: boolean }): React.ReactNode {
  const { locale } = useLabels();
  const elapsed = useElapsed(isGoing) ?? 0;
  if (elapsed < leastTold[isGoing ? 'going' : 'over']) return null;
  return <span className="rv-tool-time"> · {formatMs(elapsed, locale)}</span>;
}

/** The first words that went in, in place of a title. */
function gistOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const words = Object.values(input).find((value) => typeof value === 'string');
  return typeof words === 'string' ? words.slice(0, 120) : undefined;
}
