import type { ChatMessage } from '../../protocol/chat-message.ts';

/** Where the model's memory of a chat begins. */
export interface MemoryStart {
  /** The oldest message that the model was given. */
  readonly messageId: string;
  /** How many turns before it were left out; a turn is a question with its answer. */
  readonly droppedTurns: number;
}

/** Finds the oldest message that the newest answer was given; undefined while nothing was left out, as far as is known. */
export function memoryStart(messages: readonly ChatMessage[]): MemoryStart | undefined {
  const told = messages.findLast(({ metadata }) => metadata?.droppedTurns !== undefined);
  const droppedTurns = told?.metadata?.droppedTurns ?? 0;
  if (droppedTurns <= 0) return undefined;
  let turns = 0;
  for (const { id, role } of messages) {
    if (role === 'system') continue;
    if (role === 'user' || turns === 0) turns += 1;
    if (turns > droppedTurns) return { messageId: id, droppedTurns };
  }
  return undefined;
}
