'use client';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLatest } from '../../view/use-latest.ts';
import { readingPlace } from '../../view/reading-place.ts';
import { FindMarks, type FindFrame } from './find-marks.ts';
import { FindText, type FindMatch } from './find-text.ts';

/** What {@link useMatches} gives. */
interface Matches {
  readonly matches: readonly FindMatch[];
  /** The number of the match that is shown; -1 for none. */
  readonly at: number;
  /** Goes on by so many, round and round. */
  readonly step: (by: number) => void;
}

/** Finds a query in messages, marks it, and shows one match after the other, the first one from where the reader is. */
export function useMatches(
  messages: readonly ChatMessage[],
  query: string,
  frame: () => FindFrame | undefined,
): Matches {
  // A growing answer must not wait for what is found in it.
  const deferred = useDeferredValue(messages);
  const text = useMemo(() => new FindText(query), [query]);
  const matches = useMemo(() => text.in(deferred), [text, deferred]);
  const [start] = useState(() => messageAt(frame()));
  const [chosen, setChosen] = useState<{ readonly text: FindText; readonly match: FindMatch }>();
  const kept = chosen?.text === text ? placeOf(matches, chosen.match) : -1;
  const first = useMemo(() => text.before(deferred, start) ?? 0, [text, deferred, start]);
  const at = kept >= 0 ? kept : matches.length === 0 ? -1 : first % matches.length;
  useMarks(frame, query, matches[at]);
  const step = (by: number) => {
    const match = matches[(at + by + matches.length) % matches.length];
    if (match) setChosen({ text, match });
  };
  return { matches, at, step };
}

function useMarks(
  frame: () => FindFrame | undefined,
  query: string,
  match: FindMatch | undefined,
): void {
  const marks = useRef<FindMarks>(undefined);
  const latest = useLatest({ query, match });
  useEffect(() => {
    const around = frame();
    if (!around) return undefined;
    marks.current = new FindMarks(around);
    return marks.current.connect();
  }, [frame]);
  // An answer that grows makes new objects of the same matches.
  const shown = match
    ? [query, match.messageId, match.kind, match.part, match.nth].join(' ')
    : query;
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (told.current === shown) return;
    told.current = shown;
    marks.current?.show(latest.current.query, latest.current.match);
  }, [shown, latest]);
}

function placeOf(matches: readonly FindMatch[], match: FindMatch): number {
  return matches.findIndex(
    ({ messageId, kind, part, nth }) =>
      messageId === match.messageId &&
      kind === match.kind &&
      part === match.part &&
      nth === match.nth,
  );
}

/** The message that the reader is at. */
function messageAt(frame: FindFrame | undefined): string | undefined {
  const row = frame && readingPlace(frame.viewport, frame.content)?.row;
  return row?.querySelector<HTMLElement>('[data-message-id]')?.dataset['messageId'];
}
