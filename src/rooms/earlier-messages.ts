import type { RoomMessage } from '../protocol/room-state.ts';
import type { RoomBook } from './room-book.ts';
import type { RoomAct } from './room-outbox.ts';
import type { RoomViewMessage } from './room-view.ts';

/**
 * Shows what was said before a room was begun anew. What was said again since, as nobody had confirmed it, stands in the new room
 * alone.
 */
export function earlierMessages() {
  let key: readonly unknown[] = [];
  let shown: readonly RoomViewMessage[] = [];
  return ({ earlier, state }: RoomBook, acts: readonly RoomAct[]): readonly RoomViewMessage[] => {
    if (earlier.length === 0) return shown;
    const now = [earlier, state.messages, acts];
    if (now.every((each, index) => each === key[index])) return shown;
    key = now;
    const again = new Set([...state.messages, ...acts].map(({ id }) => id));
    const next = earlier.flatMap((room) => marked(room.filter(({ id }) => !again.has(id))));
    // The messages stay the same objects while they are.
    return (shown = next.map((one, index) => same(shown[index], one) ?? one));
  };
}

function marked(messages: readonly RoomMessage[]): RoomViewMessage[] {
  return messages.map((message, index) => ({
    ...message,
    isOnlyHere: true,
    ...(index === messages.length - 1 && { isBeforeBreak: true }),
  }));
}

function same(before: RoomViewMessage | undefined, now: RoomViewMessage) {
  const isSame = before?.id === now.id && before.isBeforeBreak === now.isBeforeBreak;
  return isSame ? before : undefined;
}
