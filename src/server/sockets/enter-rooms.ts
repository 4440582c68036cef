import type { RoomDoor, RoomGuest, RoomVisit } from './room-door.ts';

/** Lets a socket into the rooms of its server; where there are none, each of them is refused. */
export function enterRooms(door: RoomDoor | undefined, guest: RoomGuest): RoomVisit {
  return (
    door?.enter(guest) ?? {
      async take({ room }) {
        const message = 'This server has no rooms. Check its address.';
        guest.tell({ type: 'room.refused', room, code: 'not_found', message });
      },
      ownerOf: () => undefined,
      close() {},
    }
  );
}
