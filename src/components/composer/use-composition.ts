'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import type { SendResult } from '../../chat/state/send-result.ts';
import type { ChatInput } from '../../chat/options/chat-input.ts';
import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import type { Attachments } from '../files/use-attachments.ts';

/** A message that was to be sent too early: why it was not is told, or it is sent when the answer has ended and its files are there. */
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

/** What a message is written with. */
export interface CompositionOptions {
  readonly onSend: (input: string | ChatInput) => Promise<SendResult> | void;
  readonly isStreaming?: boolean | undefined;
  readonly sendsWhileStreaming?: boolean | undefined;
  /** Text to begin with. */
  readonly draft?: string | undefined;
  readonly attachments: Attachments;
  readonly texts: ChatLabels;
}

/** Keeps a message until it is sent; what is sent during an answer that takes none, or before its files are there, is held. */
export function useComposition({
  onSend,
  isStreaming = false,
  sendsWhileStreaming = false,
  draft = '',
  attachments,
  texts,
}: CompositionOptions): Composition {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(draft);
  const [refusal, setRefusal] = useState<ChatError>();
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    // A new draft goes into an empty field only; on a page of a server somebody may have typed before React was there.
    setText((known) => fieldRef.current?.value || known || draft);
  }, [draft]);
  const { isBusy, hasFailed, tell } = attachments;
  const isEmpty = text.trim() === '' && attachments.items.length === 0;
  const isBlocked = isStreaming && !sendsWhileStreaming;
  const mustWait = isBlocked || isBusy;
  const send = async () => {
    if (isEmpty) return;
    const waits = isBusy ? 'later' : undefined;
    setHeld(isBlocked ? 'told' : waits);
    if (mustWait) return;
    if (hasFailed) return tell({ text: texts.filesMissing, isRefusal: true });
    setText('');
    setRefusal(undefined);
    tell(undefined);
    const { files, giveBack } = attachments.take();
    const result = await onSend(files.length > 0 ? { text, files } : text);
    if (!result || result.accepted || result.error.retryable) return;
    setText((typed) => [text, typed].filter(Boolean).join('\n'));
    giveBack();
    if (result.isUntold) setRefusal(result.error);
  };
  useEffect(() => {
    if (mustWait || held === undefined) return;
    setHeld(undefined);
    if (held === 'later') void send();
    // Only the end of the answer and of the uploads sends it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [mustWait]);
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
