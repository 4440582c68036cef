'use client';
import { startTransition, useEffect, useState } from 'react';
import type { MessageGroup } from './message-groups.ts';
import { flushSync } from 'react-dom';
import { useLatest } from '../../view/use-latest.ts';
import { whenIdle } from './when-idle.ts';

/** How many groups are added while the page is idle, at a time. */
const slice = 6;

/** So many that come above a list which is there as a whole are added at once. */
const atOnce = 4;

/** A group with fewer messages does not fill the page. */
const fullEnough = 25;

/**
 * The groups of a list that are in the page: those at its end at once, those before them while the page is idle. On the
 * server, and in what it has rendered, all of them.
 */
export function useShownGroups(
  groups: readonly MessageGroup[],
  isServer: boolean,
): readonly MessageGroup[] {
  const [first, setFirst] = useState(() => (isServer ? groups[0]?.key : undefined));
  const [wasWhole, setWhole] = useState(isServer);
  const found = place(groups, first);
  const at = wasWhole && found <= atOnce ? 0 : found;
  const key = groups[at]?.key;
  const isWhole = at === 0 && key !== undefined;
  if (key !== first) setFirst(key);
  if (isWhole !== wasWhole) setWhole(isWhole);
  const latest = useLatest(groups);
  useEffect(() => {
    if (at === 0) return undefined;
    const stopIdle = whenIdle(() => {
      const from = latest.current.findIndex((group) => group.key === key);
      startTransition(() => setFirst(latest.current[Math.max(0, from - slice)]?.key));
    });
    // Paper has everything.
    const showAll = () => flushSync(() => setFirst(latest.current[0]?.key));
    window.addEventListener('beforeprint', showAll);
    return () => {
      stopIdle();
      window.removeEventListener('beforeprint', showAll);
    };
  }, [at, key, latest]);
  return at === 0 ? groups : groups.slice(at);
}

/** Where the first group to be shown is, if it still is there. */
function place(groups: readonly MessageGroup[], first: string | undefined): number {
  const at = groups.findIndex(({ key }) => key === first);
  if (at !== -1) return at;
  const isFull = (groups.at(-1)?.messages.length ?? 0) >= fullEnough;
  return Math.max(0, groups.length - (isFull ? 1 : 2));
}
