import type { ChatMessage } from '../../protocol/chat-message.ts';
import { MemoryWatch, type MemoryStart } from './memory-start.ts';
import { groupMessages, noGroups, type GroupedMessages } from './message-groups.ts';

/** What a list knows of its messages, found out for those that have changed alone. */
export class ListedMessages {
  readonly #watch = new MemoryWatch();
  #grouped: GroupedMessages = noGroups;
  #memory: MemoryStart | undefined;

  /** Looks at the present messages. Rendering twice asks twice, and gets the same. */
  of(messages: readonly ChatMessage[]): Listed {
    if (messages !== this.#grouped.messages) {
      this.#grouped = groupMessages(messages, this.#grouped);
      this.#memory = this.#watch.next(messages, this.#grouped.sameUpTo);
    }
    return { groups: this.#grouped.groups, memory: this.#memory };
  }
}

/** What {@link ListedMessages} finds out. */
export interface Listed extends Pick<GroupedMessages, 'groups'> {
  /** Where the model's memory begins. */
  readonly memory: MemoryStart | undefined;
}
