import type { ToolPart } from '../../protocol/chat-message.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';

/** How far a call has come, for its reader. */
export type ToolPhase =
  | 'preparing'
  | 'running'
  | 'asking'
  | 'done'
  | 'failed'
  | 'denied'
  | 'stopped';

/** What a phase depends on beside the call. */
interface Around {
  /** Whether the answer broke off, so that nothing goes on with the call. */
  readonly isStopped: boolean;
  /** Whether the tool runs without asking. */
  readonly isAllowed: boolean;
}

/** Reads how far a call has come. */
export function toolPhase(
  { state, approval, preliminary }: ToolPart,
  { isStopped, isAllowed }: Around,
): ToolPhase {
  const going = isStopped ? 'stopped' : 'running';
  switch (state) {
    case 'input-streaming':
      return isStopped ? 'stopped' : 'preparing';
    case 'approval-requested':
      return isAllowed ? going : 'asking';
    case 'approval-responded':
      return approval?.approved === false ? 'denied' : going;
    case 'output-available':
      return preliminary ? going : 'done';
    case 'output-error':
      return 'failed';
    case 'output-denied':
      return 'denied';
    default:
      return going;
  }
}

/** Whether something is still going on with a call. */
export function isAtWork(phase: ToolPhase): boolean {
  return phase === 'preparing' || phase === 'running';
}

const states = {
  preparing: 'input-streaming',
  running: 'input-available',
  asking: 'approval-requested',
  done: 'output-available',
  failed: 'output-error',
  denied: 'output-denied',
} as const;

/** How far a call has come, in words. */
export function phaseWords(phase: ToolPhase, { toolState, stopped }: ChatLabels): string {
  return phase === 'stopped' ? stopped : toolState(states[phase]);
}
