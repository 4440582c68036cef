'use client';
import { useState } from 'react';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import type { ChatError } from '../protocol/chat-error.ts';

/** The error that a chat tells below its messages. */
export interface ErrorNoticeState {
  /** What is shown; undefined where it is told elsewhere or was dismissed. */
  readonly shown: ChatError | undefined;
  /** Whether asking again would ask for what failed. */
  readonly canRetry: boolean;
  readonly dismiss: () => void;
  /** Takes why what the user asked for was not done, where nothing else says so. */
  readonly refuse: (error: ChatError | undefined) => void;
}

/** Chooses the error that a chat has to tell. */
export function useErrorNotice(chat: StreamingChat): ErrorNoticeState {
  const [dismissed, setDismissed] = useState<ChatError>();
  const [refusal, setRefusal] = useState<ChatError>();
  const error = chat.error ?? refusal;
  const isTold = isToldElsewhere(chat, error) || error === dismissed;
  return {
    shown: isTold ? undefined : error,
    canRetry: error !== refusal,
    dismiss: () => setDismissed(error),
    refuse: setRefusal,
  };
}

/** An answer that failed says so at its place, and so does a message that was not sent; the notice is for the rest. */
function isToldElsewhere(
  { messages, outbox }: StreamingChat,
  error: ChatError | undefined,
): boolean {
  const last = messages.at(-1);
  if (last?.role === 'assistant' && last.end !== undefined && isSame(last.error, error))
    return true;
  return outbox.some((message) => isSame(message.error, error));
}

function isSame(told: { readonly message: string } | undefined, error: Error | undefined): boolean {
  return told?.message === error?.message;
}
