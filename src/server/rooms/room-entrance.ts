import { ChatError } from '../../protocol/chat-error.ts';
import type { RoomClientFrame } from '../../protocol/room-frame.ts';
import type { RoomMember, RoomRights } from '../../protocol/room-state.ts';
import type { RoomGuest } from '../sockets/room-door.ts';
import type { Room } from './room.ts';
import { cleanAvatar, cleanName, freeName, memberId } from './room-name.ts';
import type { RoomAdmission, RoomServices } from './room-options.ts';

type Join = Extract<RoomClientFrame, { readonly type: 'room.join' }>;

/** As whom somebody comes into a room. */
export interface RoomEntrance {
  /** The member that he is. */
  readonly member: string;
  readonly rights: RoomRights;
  readonly shown: Pick<RoomMember, 'name' | 'avatar'>;
}

/** Asks the host whether somebody may enter. Throws the error of a room that does not exist, whether or not there is one. */
export async function admitTo(
  { admit }: RoomServices,
  guest: RoomGuest,
  { room }: Join,
): Promise<RoomAdmission> {
  const admission = await admit(guest.request(), room);
  if (!admission || admission.read === false) throw noRoom();
  return admission;
}

/** Whether somebody is let in as before, with the same rights. */
export function isSameAdmission(one: RoomAdmission, other: RoomAdmission): boolean {
  const fields = ['read', 'write', 'moderate', 'id', 'name', 'avatar'] as const;
  return fields.every((field) => one[field] === other[field]);
}

/** Says as whom somebody enters who was admitted. Throws a `ChatError` for whom the room has removed, and where it is full. */
export async function entranceOf(
  room: Room,
  guest: RoomGuest,
  join: Join,
  admission: RoomAdmission,
): Promise<RoomEntrance> {
  const { id, write = true, moderate = false } = admission;
  const member = await memberId(room.name, id === undefined ? whoIs(guest, join) : `id ${id}`);
  const known = room.member(member);
  if (known?.isRemoved) throw removed();
  const isNew = known?.isPresent !== true;
  const { maxMembers } = room.services.limits;
  if (isNew && room.presence.present >= maxMembers) throw full(maxMembers);
  const { founder = member } = room.state;
  const isModerator = moderate === 'founder' ? founder === member : moderate;
  const wanted = cleanName(admission.name ?? join.name ?? known?.name ?? '') || 'Guest';
  const avatar = admission.avatar ?? cleanAvatar(join.avatar);
  return {
    member,
    rights: { read: true, write, moderate: isModerator },
    shown: {
      name: freeName(room.state, member, wanted),
      ...(avatar !== undefined && { avatar }),
    },
  };
}

/** Who somebody is that the host has not named: the owner of his socket, else whoever holds a secret. */
function whoIs({ owner, session }: RoomGuest, { key }: Join): string {
  if (owner !== '') return `owner ${owner}`;
  return key === undefined ? `session ${session}` : `key ${key}`;
}

/** The error of a room that is not there for whoever asks. */
export function noRoom(): ChatError {
  const text = 'There is no such room. Check its address, or ask for an invitation.';
  return new ChatError('not-found', text, { status: 404 });
}

function removed(): ChatError {
  const text = 'A moderator has removed you from this room.';
  return new ChatError('unauthorized', text, { status: 403 });
}

function full(most: number): ChatError {
  const text = `${most} people are in this room, and there is no place for more. Come again later.`;
  return new ChatError('overloaded', text, { status: 503, retryAfterMs: 10_000 });
}
