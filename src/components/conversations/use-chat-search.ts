'use client';
import { useEffect, useMemo, useState } from 'react';
import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import type { FoundChat } from '../../chat/storage/chat-storage.ts';
import type { FoundRow } from './chat-rows.ts';

/** What a search has found so far. */
export interface ChatSearch {
  /** The chats that were found; undefined while nothing is searched for. */
  readonly found: readonly FoundRow[] | undefined;
  /** Whether more may come. */
  readonly isSearching: boolean;
}

interface Finds {
  readonly text: string;
  readonly chats: readonly FoundChat[];
  readonly isDone: boolean;
}

const nothing: Finds = { text: '', chats: [], isDone: true };

/** Searches while one types: what was found for the letters before stays until the new search has found something, or is through. */
export function useChatSearch(
  { search, chats: listed }: Pick<ChatListView, 'search' | 'chats'>,
  typed: string,
): ChatSearch {
  const text = typed.trim();
  const [finds, setFinds] = useState(nothing);
  useEffect(() => {
    if (text === '') return undefined;
    const stop = new AbortController();
    void gather(search(text, stop.signal), stop.signal, (chats, isDone) =>
      setFinds({ text, chats, isDone }),
    );
    return () => stop.abort();
  }, [search, text]);
  return useMemo(() => {
    if (text === '') return { found: undefined, isSearching: false };
    const byId = new Map(listed.map((chat) => [chat.id, chat]));
    const isRelated = text.startsWith(finds.text) || finds.text.startsWith(text);
    const found = (isRelated ? finds.chats : []).flatMap(({ id, chat = byId.get(id), snippet }) =>
      chat ? [{ chat, snippet }] : [],
    );
    return { found, isSearching: !finds.isDone || finds.text !== text };
  }, [finds, listed, text]);
}

/** Tells what was found, not more often than the page can show it. */
async function gather(
  finds: AsyncIterable<FoundChat>,
  signal: AbortSignal,
  tell: (chats: readonly FoundChat[], isDone: boolean) => void,
): Promise<void> {
  const chats: FoundChat[] = [];
  let toldAt = 0;
  try {
    for await (const found of finds) {
      if (signal.aborted) return;
      chats.push(found);
      if (performance.now() - toldAt < 50) continue;
      toldAt = performance.now();
      tell([...chats], false);
    }
  } catch {
    // What could be read was searched; that the storage fails is told where it is listed.
  }
  if (!signal.aborted) tell(chats, true);
}
