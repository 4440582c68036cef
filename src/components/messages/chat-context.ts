import type * as React from 'react';
import { createContext } from 'react';
import type { ChatStore } from '../../chat/chat-store.ts';

/** The chat around a message, for parts that speak to it; undefined where messages are shown without one. */
export const ChatContext: React.Context<ChatStore | undefined> = createContext<
  ChatStore | undefined
>(undefined);
