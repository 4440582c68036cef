'use client';
import { useCallback, useEffect, useState } from 'react';
import type { ChatStore } from '../chat/chat-store.ts';

/** The text that a message field begins with, and where its changes go. */
export interface KeptDraft {
  /** Goes on the field: what it begins with, and what keeps what is typed. */
  readonly field: { readonly draft: string; readonly onDraft: (text: string) => void };
  /** Gives a text back to the field. */
  readonly give: (text: string) => void;
}

/** Keeps what is typed into a chat where its storage keeps drafts. */
export function useKeptDraft(chat: ChatStore, isKept: boolean): KeptDraft {
  const [given, setGiven] = useState({ chat, text: '' });
  const { id } = chat;
  const drafts = isKept ? chat.drafts : undefined;
  useEffect(() => {
    let isLeft = false;
    const show = async () => {
      const text = await drafts?.load(id);
      if (text && !isLeft) setGiven({ chat, text });
    };
    show().catch(told);
    return () => {
      isLeft = true;
    };
  }, [chat, drafts, id]);
  const give = useCallback((text: string) => setGiven({ chat, text }), [chat]);
  const keep = useCallback(
    (text: string) => {
      const save = async () => drafts?.save(id, text);
      save().catch(told);
    },
    [drafts, id],
  );
  return { field: { draft: given.chat === chat ? given.text : '', onDraft: keep }, give };
}

/** Of a storage that fails the chat tells its app, and not with each letter. */
function told(): void {}
