'use client';
import { useWords } from '../../view/labels-context.ts';
import type { ChatLabels } from './chat-labels.ts';
import { englishLabels } from './english-labels.ts';

/** A prop of every component that says something. */
export interface LabelledProps {
  /** What it says, and what the parts inside it say. @default what the component around it says, else English */
  readonly labels?: Partial<ChatLabels> | undefined;
}

/** Puts what a component is given over what the one around it says; the same object while nothing changes. */
export function useLabels(given?: Partial<ChatLabels>): ChatLabels {
  return useWords(englishLabels, given);
}
