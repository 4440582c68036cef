import type { SubagentState } from '../../protocol/subagent.ts';
import type { ChatLabels } from './chat-labels.ts';

/** How far a subagent has come, in the words that tools have for it. */
export function stateWords(state: SubagentState, { toolState, stopped }: ChatLabels): string {
  switch (state) {
    case 'running':
      return toolState('input-available');
    case 'suspended':
      return toolState('approval-requested');
    case 'complete':
      return toolState('output-available');
    case 'error':
      return toolState('output-error');
    default:
      return stopped;
  }
}
