import type { ChatMessage } from '../../protocol/chat-message.ts';

/** The versions of one turn: the ids of those that stand at its place, and the messages of the hidden ones. */
export interface Fork {
  /** The first message of each version, in the order of their making. */
  readonly ids: readonly string[];
  /** The hidden versions, each to its end, by the id of its first message. */
  readonly hidden: Readonly<Record<string, readonly ChatMessage[]>>;
}

/** The forks of a chat, by the id of the message before the fork (`''` for the beginning). */
export type Branches = Readonly<Record<string, Fork>>;

/** A chat that never forked. */
export const noBranches: Branches = {};

/** Whether a hidden version holds a message of this id. */
export function isHidden(branches: Branches, messageId: string): boolean {
  return Object.values(branches).some(({ hidden }) =>
    Object.values(hidden).some((tail) => tail.some(({ id }) => id === messageId)),
  );
}

/** The message as it travels and is kept: its siblings are a matter of the list it stands in. */
export function withoutSiblings(message: ChatMessage): ChatMessage {
  if (message.siblings === undefined) return message;
  const { siblings: _siblings, ...bare } = message;
  return bare;
}
