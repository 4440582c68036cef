import { createRooms, memoryRooms, type Rooms, type RoomStore } from 'rivulet/server';
import { noObserver } from '../server/observer.ts';
import type { RunServices } from '../http/start-run.ts';
import { isGuideRoom } from './room-names.ts';
import { roomModel } from './room-model.ts';

/** What rooms need of the server. */
export interface RoomServices extends RunServices {
  /** Keeps the rooms. @default the memory of this process */
  readonly roomStore?: RoomStore | undefined;
}

/**
 * Opens the rooms of the demo: whoever is let in at the server's door and knows the name of a room may enter it, so that an invitation
 * is a link with a name in it that nobody can guess. Whoever was there first may mute and remove.
 */
export function openRooms(services: RoomServices): Rooms {
  const { roomStore = memoryRooms(), runs, observer = noObserver } = services;
  return createRooms({
    store: roomStore,
    runs,
    models: [roomModel(services)],
    admit(request, room) {
      const isFromGuide = new URL(request.url).pathname === '/chat';
      return isFromGuide === isGuideRoom(room) ? { moderate: 'founder' } : undefined;
    },
    onError: (error) => observer.failed(error, 'a room'),
  });
}
