/** What the rooms of the guide's `/chat` are called begins with this; no other door leads to them. */
const guideRooms = 'chat.';

/** The room of a session of the guide's chat. */
export function guideRoom(session: string): string {
  return `${guideRooms}${session}`;
}

/** Whether a room is one of the guide's chat. */
export function isGuideRoom(room: string): boolean {
  return room.startsWith(guideRooms);
}
