'use client';
import { useMemo } from 'react';
import { useWords } from '../../view/labels-context.ts';
import type { ChatLabels } from './chat-labels.ts';
import { englishConversations } from './english-conversations.ts';
import { useLabels } from './use-labels.ts';

/** What components around whole chats say: a chat by itself never loads these words. */
export function useConversationLabels(given?: Partial<ChatLabels>): ChatLabels {
  const texts = useLabels(given);
  const words = useWords(englishConversations, given);
  return useMemo(() => ({ ...texts, ...words }), [texts, words]);
}
