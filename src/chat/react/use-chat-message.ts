'use client';
import { useCallback, useSyncExternalStore } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { ChatStore } from '../chat-store.ts';

/** Reads one message of a chat and renders only when that message changes; undefined when there is none of that id. */
export function useChatMessage<Types extends ChatTypes = ChatTypes>(
  chat: ChatStore<Types>,
  id: string,
): ChatMessage<Types> | undefined {
  const subscribe = useCallback((listener: () => void) => chat.subscribe(listener, id), [chat, id]);
  const read = useCallback(() => chat.getMessage(id), [chat, id]);
  return useSyncExternalStore(subscribe, read, read);
}
