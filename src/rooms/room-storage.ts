import { at, tryJson } from '../protocol/json.ts';
import type { RoomAct } from './room-outbox.ts';

/** Where a room keeps what it needs after a reload: `sessionStorage`, or something of the same methods. */
export type RoomStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyName = 'rivulet:room-key';

/** The secret by which servers know this side again that know nobody by name. */
export function keyOf(storage: RoomStorage | undefined, newId: () => string): string {
  const known = attempt(() => storage?.getItem(keyName));
  if (known) return known;
  const key = newId();
  attempt(() => storage?.setItem(keyName, key));
  return key;
}

/** Keeps the messages that a server has not confirmed. */
export function keptActs(storage: RoomStorage | undefined, room: string) {
  const name = `rivulet:room:${room}`;
  return {
    save(acts: readonly RoomAct[]): void {
      const unsent = acts.filter(
        ({ frame, seq, failure }) => frame.type === 'room.say' && seq === undefined && !failure,
      );
      attempt(() => {
        if (unsent.length > 0) storage?.setItem(name, JSON.stringify(unsent));
        else storage?.removeItem(name);
      });
    },
    load(): readonly RoomAct[] {
      const acts = tryJson(attempt(() => storage?.getItem(name)) ?? '');
      return Array.isArray(acts) ? (acts as unknown[]).filter(isSaying) : [];
    },
  };
}

function isSaying(act: unknown): act is RoomAct {
  const isText = (field: string): boolean => typeof at(act, 'frame', field) === 'string';
  return at(act, 'frame', 'type') === 'room.say' && ['op', 'id', 'text', 'room'].every(isText);
}

/** A storage that is full, or that the page may not use, keeps nothing. */
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
