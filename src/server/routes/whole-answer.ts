import { applyContinuing } from '../../protocol/apply-continuing.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { Run } from '../runs/run.ts';

/** An answer that was gone on with: what it was before, and what a run has added. */
export function wholeAnswer({ log }: Pick<Run, 'log'>, before: ChatMessage): ChatMessage {
  const { end: _end, error: _error, ...open } = before;
  const events = log.events(-1, Infinity)?.events;
  if (events) return events.reduce((whole, event) => applyContinuing(whole, event, open), open);
  // So long that its first events are no longer kept: its parts are.
  const { parts, metadata, ...added } = log.snapshot().message;
  return {
    ...open,
    ...added,
    parts: [...open.parts, ...parts],
    metadata: { ...open.metadata, ...metadata },
  };
}
