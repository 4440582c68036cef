'use client';
import type * as React from 'react';
import { useState } from 'react';

/** Props of a `<details>` whose state is React's, and whether its reader has chosen that state. */
interface Fold {
  readonly isChosen: boolean;
  readonly open: boolean;
  readonly onClick: React.MouseEventHandler<HTMLDetailsElement>;
  readonly onToggle: React.ReactEventHandler<HTMLDetailsElement>;
}

/** Whether a `<details>` is open: as it is by itself, until its reader has opened or closed it. */
export function useFold(isOpenByItself: boolean): Fold {
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? isOpenByItself;
  return {
    isChosen: chosen !== undefined,
    open,
    onClick(event) {
      const { target, currentTarget } = event;
      if (!(target instanceof Element) || target.closest('summary')?.parentNode !== currentTarget)
        return;
      // The browser would toggle it by itself, and tell so a moment too late.
      event.preventDefault();
      setChosen(!open);
    },
    // A search of the page opens what it has found.
    onToggle: ({ currentTarget }) => {
      if (currentTarget.open && !open) setChosen(true);
    },
  };
}
