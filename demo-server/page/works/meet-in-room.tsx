import { useEffect, useState } from 'react';
import { Room, useRoom } from 'rivulet/rooms';
import { newId } from '../new-id.ts';
import { CopyLink } from './copy-link.tsx';

/** The room that the address names, as an invitation does; else a new one whose name nobody can guess. */
function roomInAddress(): string {
  const [, named] = /^#room\/([\w-]{8,100})$/.exec(location.hash) ?? [];
  if (named !== undefined) return named;
  const room = newId();
  history.replaceState(null, '', `#room/${room}`);
  return room;
}

function useRoomInAddress(): string {
  const [room, setRoom] = useState(roomInAddress);
  useEffect(() => {
    // Another invitation in the same tab.
    const look = () => {
      if (location.hash.startsWith('#room/')) setRoom(roomInAddress());
    };
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return room;
}

/** People and the model in one room: whoever has the link is invited. */
export default function MeetInRoom() {
  const room = useRoomInAddress();
  const [name, setName] = useState(() => sessionStorage.getItem('room-name') ?? '');
  const enter = (form: FormData) => {
    const given = form.get('name');
    const chosen = (typeof given === 'string' && given.trim()) || 'Guest';
    sessionStorage.setItem('room-name', chosen);
    setName(chosen);
  };
  return (
    <section className="work" aria-label="Room">
      <h2>Room</h2>
      <p className="lead">
        Send the link to somebody and talk here together. Name <code>@Rivulet</code>, and the model
        answers all of you.
      </p>
      {name === '' ? (
        <form action={enter}>
          <label className="work-field">
            Your name
            <input name="name" maxLength={60} autoComplete="name" required />
          </label>
          <button type="submit" className="work-start">
            Enter
          </button>
        </form>
      ) : (
        <Entered room={room} name={name} />
      )}
    </section>
  );
}

function Entered({ room, name }: { readonly room: string; readonly name: string }) {
  const joined = useRoom({ url: '/api/ws', room, name, storage: sessionStorage });
  return (
    <>
      <CopyLink />
      <Room room={joined} className="work-room" />
    </>
  );
}
