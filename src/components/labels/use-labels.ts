'use client';
import { useWords } from '../../view/labels-context.ts';
import type { ChatLabels } from './chat-labels.ts';
import { englishChat } from './english-chat.ts';

/** A prop of every component that says something. */
export interface LabelledProps {
  /** What it says, and what the parts inside it say. @default what the component around it says, else English */
  readonly labels?: Partial<ChatLabels> | undefined;
}

// The words of lists of chats are not among them: who says those has them from `useConversationLabels`.
const english = englishChat as ChatLabels;

/** Puts what a component is given over what the one around it says; the same object while nothing changes. */
export function useLabels(given?: Partial<ChatLabels>): ChatLabels {
  return useWords(english, given);
}
