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
  const told = messages.findLast(tellsMemory);
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

/** Finds where the memory begins in a list that grows, without looking again at what has not changed. */
export class MemoryWatch {
  #start: MemoryStart | undefined;
  #dropped = 0;
  /** The numbers of the message that tells it and of the one it begins at; -1 for none. */
  #told = -1;
  #begin = -1;

  /** Looks at a list of which so many messages are those of the list before. */
  next(messages: readonly ChatMessage[], sameUpTo: number): MemoryStart | undefined {
    let told = messages.length - 1;
    while (told >= sameUpTo && !tellsMemory(messages[told])) told -= 1;
    const isTold = told >= sameUpTo;
    const dropped = isTold ? messages[told]?.metadata?.droppedTurns : this.#dropped;
    const isSame = dropped === this.#dropped && (isTold || this.#told < sameUpTo);
    const isFound = this.#begin === -1 ? this.#dropped <= 0 : this.#begin < sameUpTo;
    if (isTold) this.#told = told;
    if (isSame && isFound) return this.#start;
    this.#start = memoryStart(messages);
    this.#told = messages.findLastIndex(tellsMemory);
    this.#dropped = messages[this.#told]?.metadata?.droppedTurns ?? 0;
    const id = this.#start?.messageId;
    this.#begin = messages.findIndex((message) => message.id === id);
    return this.#start;
  }
}

function tellsMemory(message: ChatMessage | undefined): boolean {
  return message?.metadata?.droppedTurns !== undefined;
}
