import type { StoredChat } from '../../chat/state/stored-chat.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';

/** One version of a turn, with all that follows it up to the next turn that has several. */
export interface Version {
  /** The id of its first message. */
  readonly id: string;
  readonly message: ChatMessage;
  /** Whether it is the one that the chat shows. */
  readonly isShown: boolean;
  /** How deep it stands, from 1. */
  readonly level: number;
  /** Its place among the versions of its turn, from 1, and how many they are. */
  readonly place: number;
  readonly count: number;
  /** The versions to show one after the other to get to it; it is the last. */
  readonly path: readonly string[];
}

/** All versions of a chat, each before those inside of it; empty where no turn has several. */
export function versionsOf({ messages, branches = {} }: StoredChat): readonly Version[] {
  const versions: Version[] = [];
  collect(messages, '', { isShown: true, level: 1, path: [] });
  return versions;

  function collect(
    list: readonly ChatMessage[],
    before: string,
    { isShown, level, path }: Pick<Version, 'isShown' | 'level' | 'path'>,
  ): void {
    const at = list.findIndex(({ id }, index) => {
      const fork = branches[list[index - 1]?.id ?? before];
      return fork !== undefined && fork.ids.length > 1 && fork.ids.includes(id);
    });
    const place = list[at - 1]?.id ?? before;
    const fork = at < 0 ? undefined : branches[place];
    if (!fork) return;
    for (const [index, id] of fork.ids.entries()) {
      const own = list[at]?.id === id;
      const tail = own ? list.slice(at) : fork.hidden[id];
      const [message] = tail ?? [];
      if (!tail || !message) continue;
      const facts = { isShown: isShown && own, level, path: [...path, id] };
      versions.push({ ...facts, id, message, place: index + 1, count: fork.ids.length });
      // Its first message stands at this turn; what is inside begins behind it.
      collect(tail.slice(1), id, { ...facts, level: level + 1 });
    }
  }
}
