'use client';
import type * as React from 'react';
import { memo, useEffect, useRef, useState } from 'react';
import type { TextMember } from './shared-text-state.ts';
import type { SharedTextLabels } from './shared-text-labels.ts';

/** Props of {@link TextPeople}. */
export interface TextPeopleProps {
  readonly members: readonly TextMember[];
  readonly words: SharedTextLabels;
}

// Whoever comes back within that time has not been away, as on a reload.
const patienceMs = 3000;

/** Who is in a text, each with the pattern of his caret; who comes and leaves is read out, seldom. Renders a `<ul>` and an `<output>`. */
export const TextPeople = memo(function TextPeople({
  members,
  words,
}: TextPeopleProps): React.JSX.Element {
  const told = useComings(members, words);
  return (
    <>
      <ul className="rv-text-people" aria-label={words.textPeople}>
        {members.map((member) => (
          <li key={member.id} data-look={member.look} data-self={member.isSelf || undefined}>
            <span className="rv-text-swatch" data-look={member.look} aria-hidden />
            {nameOf(member, words)}
          </li>
        ))}
      </ul>
      <output className="rv-visually-hidden">{told}</output>
    </>
  );
});

function nameOf({ name, isSelf, isModel }: TextMember, words: SharedTextLabels): string {
  const shown = name || words.textGuest;
  if (isSelf) return words.textYou(shown);
  return isModel ? words.textModel(shown) : shown;
}

/** Who has come and left of late. */
function useComings(members: readonly TextMember[], words: SharedTextLabels): string {
  const known = useRef<ReadonlyMap<number, string> | undefined>(undefined);
  const [told, setTold] = useState('');
  const ids = members.map(({ id }) => id).join(' ');
  useEffect(() => {
    const timer = setTimeout(() => {
      const others = members.filter(({ isSelf }) => !isSelf);
      const now = new Map(others.map(({ id, name }) => [id, name || words.textGuest]));
      const before = known.current ?? now;
      known.current = now;
      const come = [...now].filter(([id]) => !before.has(id)).map(([, name]) => name);
      const gone = [...before].filter(([id]) => !now.has(id)).map(([, name]) => name);
      const list = (names: string[]) => new Intl.ListFormat(words.locale).format(names);
      const news = [
        ...(come.length > 0 ? [words.textJoined(list(come))] : []),
        ...(gone.length > 0 ? [words.textLeft(list(gone))] : []),
      ];
      if (news.length > 0) setTold(news.join('. '));
    }, patienceMs);
    return () => clearTimeout(timer);
    // By who they are: each edit makes another list.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [ids, words]);
  return told;
}
