'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import type { SendResult } from '../../chat/state/send-result.ts';
import type { ChatError } from '../../protocol/chat-error.ts';

/** A text that was to be sent during an answer: why it was not is told, or it is sent when the answer has ended. */
type Held = 'told' | 'later';

/** The message that is being written, and what became of sending it. */
export interface Composition {
  /** Goes on the field that it is written in. */
  readonly fieldRef: React.RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly isEmpty: boolean;
  /** Why the message was not sent, where nothing else says so. */
  readonly refusal: ChatError | undefined;
  readonly held: Held | undefined;
  /** Takes what the user has typed. */
  readonly type: (text: string) => void;
  readonly send: () => void;
  /** Sends, by a button: the field takes the focus back. */
  readonly sendByButton: () => void;
  /** Sends a held text later, or not; the field takes the focus back. */
  readonly changeHeld: () => void;
}

/** Keeps a message until it is sent; what is sent while `isBlocked` is held. */
export function useComposition(
  draft: string,
  onSend: (text: string) => Promise<SendResult> | void,
  isBlocked: boolean,
): Composition {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(draft);
  const [refusal, setRefusal] = useState<ChatError>();
  const [held, setHeld] = useState<Held>();
  const isEmpty = text.trim() === '';
  const send = async () => {
    if (isEmpty) return;
    setHeld(isBlocked ? 'told' : undefined);
    if (isBlocked) return;
    setText('');
    setRefusal(undefined);
    const result = await onSend(text);
    if (!result || result.accepted || result.error.retryable) return;
    setText((typed) => (typed === '' ? text : `${text}\n${typed}`));
    if (result.isUntold) setRefusal(result.error);
  };
  useEffect(() => {
    if (isBlocked || held === undefined) return;
    setHeld(undefined);
    if (held === 'later') void send();
    // Only the end of the answer sends it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isBlocked]);
  const type = (typed: string) => {
    setText(typed);
    setRefusal(undefined);
    if (held === 'told') setHeld(undefined);
  };
  const byButton = (act: () => void) => () => {
    act();
    fieldRef.current?.focus();
  };
  return {
    fieldRef,
    text,
    isEmpty,
    refusal,
    held,
    type,
    send: () => void send(),
    sendByButton: byButton(() => void send()),
    changeHeld: byButton(() => setHeld(held === 'told' ? 'later' : undefined)),
  };
}

function useDraft(draft: string) {
  const [seen, setSeen] = useState(draft);
  const [text, setText] = useState(draft);
  if (seen !== draft) {
    setSeen(draft);
    if (text === '') setText(draft);
  }
  return [text, setText] as const;
}
