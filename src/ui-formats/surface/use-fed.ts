import { useLayoutEffect, useRef, useState } from 'react';
import { useLatest } from '../../view/use-latest.ts';

/** What is made of a source that grows: a text, or a list to which things are added. */
export interface Fed {
  /** Takes what is new. */
  readonly push: (more: string) => void;
  /** Takes one more thing that is whole. */
  readonly add: (value: unknown) => void;
  /** Says whether more may come. */
  readonly finish: (isOpen: boolean) => void;
}

/** A source that a model writes: a text of its own, or things that came one by one. */
type UiSource = string | readonly unknown[];

/** What was made of sources whose views are not on the page just now, with all that their readers have put in, by their chats. */
const kept = new WeakMap<object, Map<string, Fed>>();
const mostKept = 50;

/** A source and what is known of it. */
export interface FedSource {
  readonly source: UiSource;
  /** Whether more of it may come. */
  readonly isOpen: boolean;
  /** Unlike the names of all other sources in `keeper` that may look the same. */
  readonly name: string;
  /** For how long what its reader has put in is kept: as long as this is there. */
  readonly keeper: object | undefined;
}

/**
 * Feeds what is made of a source with what is new of it, in the frame in which it comes. A source that does not go on with what was
 * there is read anew. When a view comes back, what its reader has put in is still there.
 */
export function useFed<Made extends Fed>(given: FedSource, make: () => Made): Made {
  const { source, isOpen, name, keeper } = given;
  const [made, setMade] = useState(() => first(given, make));
  const seen = useRef({ source, isOpen, made });
  const latest = useLatest(make);
  useLayoutEffect(() => {
    const last = seen.current;
    if (last.source === source && last.isOpen === isOpen) return;
    let now = last.made;
    if (goesOn(last.source, source)) feed(now, source, last.source.length);
    else {
      now = latest.current();
      feed(now, source, 0);
      setMade(now);
    }
    now.finish(isOpen);
    seen.current = { source, isOpen, made: now };
  }, [source, isOpen, latest]);
  useLayoutEffect(
    () => () => {
      if (keeper && !seen.current.isOpen)
        keep(keeper, keyOf(name, seen.current.source), seen.current.made);
    },
    [keeper, name],
  );
  return made;
}

function first<Made extends Fed>(
  { source, isOpen, name, keeper }: FedSource,
  make: () => Made,
): Made {
  const before = keeper && !isOpen ? kept.get(keeper)?.get(keyOf(name, source)) : undefined;
  // What is kept under the name of a format was made by it.
  if (before) return before as Made;
  const made = make();
  feed(made, source, 0);
  made.finish(isOpen);
  return made;
}

function feed(made: Fed, source: UiSource, from: number): void {
  if (typeof source === 'string') made.push(source.slice(from));
  else for (const value of source.slice(from)) made.add(value);
}

function goesOn(before: UiSource, source: UiSource): boolean {
  if (typeof before === 'string') return typeof source === 'string' && source.startsWith(before);
  return typeof source !== 'string' && before.every((value, index) => value === source[index]);
}

function keyOf(name: string, source: UiSource): string {
  return typeof source === 'string' ? `${name} ${source}` : name;
}

function keep(keeper: object, key: string, made: Fed): void {
  const entries = kept.get(keeper) ?? new Map<string, Fed>();
  kept.set(keeper, entries);
  entries.delete(key);
  entries.set(key, made);
  const [oldest = ''] = entries.keys();
  if (entries.size > mostKept) entries.delete(oldest);
}
