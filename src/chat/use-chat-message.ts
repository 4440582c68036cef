'use client';
import { useCallback, useSyncExternalStore } from 'react';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { Chat } from './create-chat.ts';

/** Reads one message of a chat and renders only when that message changes; undefined when there is none of that id. */
export function useChatMessage(chat: Chat, id: string): ChatMessage | undefined {
  const read = useCallback(
    () => chat.getState().messages.find((message) => message.id === id),
    [chat, id],
  );
  return useSyncExternalStore(chat.subscribe, read, read);
}
