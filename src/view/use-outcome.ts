'use client';

import { useEffect, useState } from 'react';

/** How long it is shown, in milliseconds. */
const shownFor = 2000;

/** What came of the last press of a button; forgotten after two seconds. */
export function useOutcome<Outcome>(): [
  outcome: Outcome | undefined,
  setOutcome: (outcome: Outcome) => void,
] {
  const [outcome, setOutcome] = useState<Outcome>();
  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), shownFor);
    return () => clearTimeout(timer);
  }, [outcome]);
  return [outcome, setOutcome];
}
