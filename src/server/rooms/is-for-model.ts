import type { RoomMessage } from '../../protocol/room-state.ts';
import type { RoomModel } from './room-options.ts';

/** Whether a person's message is for a model: it answers all of them, wants this one, or is named with an @ before its name. */
export function isForModel(
  message: RoomMessage,
  { name, answers }: RoomModel,
  room: string,
): boolean {
  const { author, parts, isDeleted } = message;
  if (author.kind !== 'person' || isDeleted) return false;
  if (typeof answers === 'function' && answers(message, room)) return true;
  if (answers === 'always') return true;
  const called = `@${name.toLowerCase()}`;
  return parts.some((part) => {
    if (part.type !== 'text') return false;
    const said = part.text.toLowerCase();
    for (let at = said.indexOf(called); at >= 0; at = said.indexOf(called, at + 1)) {
      const before = said.slice(0, at);
      const after = said.slice(at + called.length);
      if (!/[\p{L}\p{N}_]$/u.test(before) && !/^[\p{L}\p{N}_]/u.test(after)) return true;
    }
    return false;
  });
}
