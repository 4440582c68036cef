import { at, tryJson } from '../../protocol/json.ts';
import type { OpenRooms } from './open-rooms.ts';
import { RoomAnswers, type RoomQuestionKey } from './room-answers.ts';
import { noRoom } from './room-entrance.ts';
import type { RoomServices } from './room-options.ts';

/** Goes on with the answers of servers that have died, as if their models were asked here. */
export function goOnInRooms({ runs }: Pick<RoomServices, 'runs'>, rooms: OpenRooms): void {
  runs.onLeft?.(
    async (left) => {
      const key = keyOf(left.question);
      const room = await rooms.enter(key.room);
      try {
        await room.catchUp();
        await room.answers.goOn(left, key);
      } finally {
        rooms.leave(room);
      }
    },
    (owner) => RoomAnswers.isOwner(owner) && !rooms.isClosed,
  );
}

function keyOf(question: string): RoomQuestionKey {
  const known = tryJson(question);
  const isKey = ['room', 'model', 'message'].every((field) => typeof at(known, field) === 'string');
  if (!isKey) throw noRoom();
  return known as RoomQuestionKey;
}
