'use client';
import { createContext, useContext, useMemo } from 'react';
import { useShallow } from '../markdown/use-shallow.ts';
import type { ChatLabels } from './chat-labels.ts';
import { englishLabels } from './english-labels.ts';

/** What the parts inside a component say; the component that takes `labels` hands them down. */
export const LabelsContext: React.Context<ChatLabels> = createContext(englishLabels);

/** A prop of every component that says something. */
export interface LabelledProps {
  /** What it says, and what the parts inside it say. @default what the component around it says, else English */
  readonly labels?: Partial<ChatLabels> | undefined;
}

/** Puts what a component is given over what the one around it says; the same object while nothing changes. */
export function useLabels(given?: Partial<ChatLabels>): ChatLabels {
  const inherited = useContext(LabelsContext);
  const own = useShallow(given);
  return useMemo(() => (own ? { ...inherited, ...own } : inherited), [inherited, own]);
}
