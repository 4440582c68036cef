import type { ChatMessage } from '../../protocol/chat-message.ts';

/** Neighbours in a list that are rendered, laid out and skipped together. */
export interface MessageGroup {
  /** The id of the message that it began with. */
  readonly key: string;
  readonly messages: readonly ChatMessage[];
}

/** A list of messages in groups, as {@link groupMessages} gave it. */
export interface GroupedMessages {
  readonly messages: readonly ChatMessage[];
  readonly groups: readonly MessageGroup[];
  /** How many messages at the beginning of the list are those of the list before. */
  readonly sameUpTo: number;
}

/** What there is before the first message. */
export const noGroups: GroupedMessages = { messages: [], groups: [], sameUpTo: 0 };

/** The most messages of a group. */
export const groupSize = 50;

/**
 * Cuts a list into groups. Those in which nothing changed stay the same objects, so that a frame of a long chat renders
 * the group that grows and no other; a list that older messages were put before keeps all of its groups.
 */
export function groupMessages(
  messages: readonly ChatMessage[],
  before: GroupedMessages = noGroups,
): GroupedMessages {
  if (messages === before.messages) return before;
  const sameUpTo = sameBeginning(messages, before.messages);
  const added = messages.length - before.messages.length;
  const first = before.messages[0];
  if (sameUpTo === 0 && added > 0 && first && messages[added]?.id === first.id) {
    const rest = groupMessages(messages.slice(added), before);
    return { messages, groups: [...older(messages, added), ...rest.groups], sameUpTo };
  }
  const kept: MessageGroup[] = [];
  let at = 0;
  for (const group of before.groups) {
    const end = at + group.messages.length;
    // A group at the end that is not full yet takes what comes next.
    const isOpen = end === before.messages.length && group.messages.length < groupSize;
    if (end > sameUpTo || (isOpen && messages.length > end)) break;
    kept.push(group);
    at = end;
  }
  return { messages, groups: [...kept, ...cut(messages, at)], sameUpTo };
}

/** How many messages two lists begin with in common. */
function sameBeginning(a: readonly ChatMessage[], b: readonly ChatMessage[]): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same < most && a[same] === b[same]) same += 1;
  return same;
}

function cut(messages: readonly ChatMessage[], from: number): MessageGroup[] {
  const groups: MessageGroup[] = [];
  for (let at = from; at < messages.length; at += groupSize)
    groups.push(groupOf(messages.slice(at, at + groupSize)));
  return groups;
}

/** Groups what was put before a list, from its end: what comes before that will make whole groups too. */
function older(messages: readonly ChatMessage[], count: number): MessageGroup[] {
  const groups: MessageGroup[] = [];
  for (let end = count; end > 0; end -= groupSize)
    groups.unshift(groupOf(messages.slice(Math.max(0, end - groupSize), end)));
  return groups;
}

function groupOf(messages: readonly ChatMessage[]): MessageGroup {
  return { key: messages[0]?.id ?? '', messages };
}
