'use client';
import { useEffect, useRef } from 'react';
import type { ChatStore } from '../chat-store.ts';

/** What lives as long as its component. */
type Living = Pick<ChatStore, 'resume' | 'dispose'>;

/** Ties a chat to its component: disposed after it is gone, resumed when it comes back or has something stored. */
export function useChatLifetime(chat: Living, hasStorage: boolean): void {
  const mounted = useRef<Living>(undefined);
  const left = useRef<Living>(undefined);
  useEffect(() => {
    mounted.current = chat;
    if (hasStorage || left.current === chat) void chat.resume();
    return () => {
      mounted.current = undefined;
      // StrictMode unmounts and mounts again at once, which must not cut a stream.
      queueMicrotask(() => {
        if (mounted.current !== chat) left.current = chat.dispose() ? chat : undefined;
      });
    };
  }, [chat, hasStorage]);
}
