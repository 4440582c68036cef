'use client';
import type * as React from 'react';
import type { RoomMember } from '../protocol/room-state.ts';
import { withClass } from '../components/shared/with-class.ts';
import { useWords } from '../view/labels-context.ts';
import { Avatar } from './avatar.tsx';
import { englishRooms, type RoomLabels } from './room-labels.ts';
import { useComings } from './use-comings.ts';
import type { JoinedRoom } from './use-room.ts';

/** Props of {@link Members}; the rest goes to its `<div>`. */
export interface MembersProps extends Omit<React.ComponentPropsWithoutRef<'div'>, 'children'> {
  /** The room, as `useRoom` gives it. */
  readonly room: Pick<JoinedRoom, 'members' | 'me' | 'rights' | 'mute' | 'remove'>;
  /** What it says. @default English */
  readonly labels?: Partial<RoomLabels> | undefined;
}

/** Who is in a room; moderators mute and remove there. Who comes and goes is read out, seldom and together. Renders a `<div>`. */
export function Members({ room, labels, className, ...rest }: MembersProps): React.JSX.Element {
  const words = useWords(englishRooms, labels);
  const told = useComings(room.members, room.me?.id, words);
  const here = room.members.filter(({ isPresent }) => isPresent);
  return (
    <div {...rest} className={withClass('rv-room-members', className)}>
      <ul className="rv-room-list" aria-label={words.roomMembers}>
        {here.map((member) => (
          <li key={member.id} className="rv-room-member" data-kind={member.kind}>
            <Avatar author={member} />
            <span>{nameOf(member, room.me?.id, words)}</span>
            {member.isMuted && <span className="rv-room-note">{words.roomMuted}</span>}
            {room.rights.moderate && member.kind === 'person' && member.id !== room.me?.id && (
              <Moderation member={member} room={room} words={words} />
            )}
          </li>
        ))}
      </ul>
      <output className="rv-visually-hidden">{told}</output>
    </div>
  );
}

function Moderation({
  member: { id, name, isMuted = false },
  room,
  words,
}: {
  readonly member: RoomMember;
  readonly room: MembersProps['room'];
  readonly words: RoomLabels;
}): React.JSX.Element {
  const mute = isMuted ? words.roomUnmute(name) : words.roomMute(name);
  return (
    <span className="rv-room-acts">
      <button
        type="button"
        className="rv-room-act"
        title={mute}
        aria-label={mute}
        aria-pressed={isMuted}
        onClick={() => void room.mute(id, !isMuted)}
      >
        <span aria-hidden>🔇</span>
      </button>
      <button
        type="button"
        className="rv-room-act"
        title={words.roomRemove(name)}
        aria-label={words.roomRemove(name)}
        onClick={() => void room.remove(id)}
      >
        <span aria-hidden>✕</span>
      </button>
    </span>
  );
}

function nameOf({ id, name, kind }: RoomMember, me: string | undefined, words: RoomLabels): string {
  if (id === me) return words.roomYou(name);
  return kind === 'model' ? words.roomModel(name) : name;
}
