'use client';
import { useEffect, useState } from 'react';
import type { Chat } from './chat.ts';

/** Ties a chat to its component: disposed after it is gone, resumed when it comes back or has something stored. */
export function useChatLifetime(chat: Chat, hasStorage: boolean): void {
  const [mounts] = useState(() => new WeakMap<Chat, Mount>());
  useEffect(() => {
    const mount = mounts.get(chat) ?? { isMounted: false, hasLeftRun: false };
    mounts.set(chat, mount);
    mount.isMounted = true;
    if (hasStorage || mount.hasLeftRun) void chat.resume();
    return () => {
      mount.isMounted = false;
      // StrictMode unmounts and mounts again at once, which must not cut a stream.
      queueMicrotask(() => {
        if (!mount.isMounted) mount.hasLeftRun = chat.dispose();
      });
    };
  }, [chat, hasStorage, mounts]);
}

interface Mount {
  isMounted: boolean;
  hasLeftRun: boolean;
}
