'use client';
import { useEffect, useRef, useState } from 'react';
import type { RoomMember } from '../protocol/room-state.ts';
import type { RoomLabels } from './room-labels.ts';

// Who comes and goes within that time is told together, and who was away for less is not told of.
const patienceMs = 3000;

/** Who has come and gone of late, in words that are to be read out; '' before anybody has. */
export function useComings(
  members: readonly RoomMember[],
  me: string | undefined,
  words: RoomLabels,
): string {
  const known = useRef<ReadonlyMap<string, string> | undefined>(undefined);
  const [told, setTold] = useState('');
  const others = members.filter(
    ({ id, isPresent, kind }) => isPresent && kind === 'person' && id !== me,
  );
  const here = JSON.stringify(others.map(({ id, name }) => [id, name]));
  useEffect(() => {
    if (me === undefined) return undefined;
    const now = new Map(JSON.parse(here) as [string, string][]);
    known.current ??= now;
    const timer = setTimeout(() => {
      const before = known.current ?? now;
      known.current = now;
      const list = (names: string[]) => new Intl.ListFormat(words.locale).format(names);
      const come = [...now].filter(([id]) => !before.has(id)).map(([, name]) => name);
      const gone = [...before].filter(([id]) => !now.has(id)).map(([, name]) => name);
      const news = [
        ...(come.length > 0 ? [words.roomJoined(list(come))] : []),
        ...(gone.length > 0 ? [words.roomLeft(list(gone))] : []),
      ];
      if (news.length > 0) setTold(news.join('. '));
    }, patienceMs);
    return () => clearTimeout(timer);
  }, [here, me, words]);
  return told;
}
