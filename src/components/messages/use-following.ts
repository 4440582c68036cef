'use client';
import { useEffect, useRef } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLatest } from '../../view/use-latest.ts';
import type { StuckToBottom } from './use-stick-to-bottom.ts';

/** What {@link useFollowing} looks at. */
interface Followed {
  readonly messages: readonly ChatMessage[];
  readonly isBusy: boolean;
  readonly anchor: 'auto' | 'question' | 'end';
  /** The newest message that waits to be sent. */
  readonly waiting: string | undefined;
}

/** Goes to the end with each new question: who sends wants to see the answer, wherever they had scrolled to. */
export function useFollowing({ follow, ask }: StuckToBottom, followed: Followed): void {
  const question = followed.messages.findLast(isQuestion);
  const latest = useLatest(followed);
  const id = question?.id;
  const known = useRef(id);
  useEffect(() => {
    if (id === undefined) return;
    const { messages, isBusy, anchor } = latest.current;
    // What was there, or has been loaded, was not asked now.
    const isAsked = id !== known.current && (isBusy || messages.at(-1)?.id === id);
    known.current = id;
    if (isAsked && anchor !== 'end') ask(id, anchor === 'question');
    else follow();
  }, [follow, ask, id, latest]);
  const { waiting } = followed;
  useEffect(() => {
    if (waiting !== undefined) follow();
  }, [follow, waiting]);
}

const isQuestion = ({ role }: ChatMessage): boolean => role === 'user';
