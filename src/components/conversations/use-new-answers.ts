'use client';
import { useState } from 'react';
import type { StreamingChat } from '../../chat/react/use-streaming-chat.ts';

/** How many answers have ended since a chat was last seen. */
export function useNewAnswers(
  chat: Pick<StreamingChat, 'messages'> | undefined,
  isSeen: boolean,
): number {
  const ended = chat ? chat.messages.filter(({ role, end }) => role === 'assistant' && end) : [];
  const count = ended.length;
  const [seen, setSeen] = useState(count);
  // What is in a chat that was just loaded is not new, and another chat may have fewer.
  if (seen > count || (isSeen && seen !== count)) setSeen(count);
  return isSeen ? 0 : Math.max(0, count - seen);
}
