'use client';
import type * as React from 'react';

import { createContext, useContext, useMemo } from 'react';
import { useShallow } from './use-shallow.ts';

/** What the components around were told to say, by the names of their labels; empty where nobody was told anything. */
export const LabelsContext: React.Context<object> = createContext({});

/**
 * What a part says: its own English, over it what the components around it were told, and over that what it was told
 * itself. The same object while nothing changes. Keep `english` outside of the component.
 */
export function useWords<Labels extends object>(english: Labels, given?: Partial<Labels>): Labels {
  const inherited = useContext(LabelsContext);
  const own = useShallow(given);
  return useMemo(() => ({ ...english, ...inherited, ...own }), [english, inherited, own]);
}
