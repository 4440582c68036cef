'use client';
import type * as React from 'react';
import { useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { ActionButton } from './action-button.tsx';
import type { Feedback } from './message-props.ts';
import { useMessageSlots } from './message-slots.tsx';

/** Says whether an answer is good; another press takes it back. Renders two `<button>`s where the host wants to know. */
export function MessageFeedback({
  message,
}: {
  readonly message: ChatMessage;
}): React.JSX.Element | null {
  const { goodAnswer, badAnswer } = useLabels();
  const { onFeedback, votes } = useMessageSlots();
  const { id, metadata } = message;
  const [feedback, setFeedback] = useState(
    () => (votes?.has(id) ? votes.get(id) : metadata?.['feedback']) as Feedback | undefined,
  );
  if (!onFeedback) return null;
  const give = (pressed: Feedback) => () => {
    const given = feedback === pressed ? undefined : pressed;
    votes?.set(id, given);
    setFeedback(given);
    onFeedback(message, given);
  };
  return (
    <>
      <ActionButton
        shape="good"
        label={goodAnswer}
        isPressed={feedback === 'good'}
        onClick={give('good')}
      />
      <ActionButton
        shape="bad"
        label={badAnswer}
        isPressed={feedback === 'bad'}
        onClick={give('bad')}
      />
    </>
  );
}
