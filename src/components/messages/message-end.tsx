'use client';
import type * as React from 'react';
import { messageText } from '../../protocol/message-text.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { endLabel } from '../labels/end-label.ts';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link MessageEndNotice}. */
export interface MessageEndNoticeProps {
  readonly message: ChatMessage;
  /** Asks for the answer anew; without it there is no button. */
  readonly onRetry?: (() => void) | undefined;
  /** Goes on with an answer where it broke off; without it there is no button. */
  readonly onContinue?: (() => void) | undefined;
}

/** Says how an answer ended when it did not end whole, and offers to ask anew. Renders nothing for a whole answer. */
export function MessageEndNotice({
  message,
  onRetry,
  onContinue,
}: MessageEndNoticeProps): React.JSX.Element | null {
  const texts = useLabels();
  const label = endLabel(message, texts);
  if (!label) return null;
  const isFailure = message.end !== 'aborted' && message.end !== 'complete';
  return (
    <div className="rv-end" data-end={message.end} data-chrome="">
      <Icon shape={message.end === 'aborted' ? 'stop' : 'alert'} />
      <span className="rv-end-label">{label}</span>
      {onContinue && canContinue(message) && (
        <button type="button" className="rv-button" onClick={onContinue}>
          {texts.continue}
        </button>
      )}
      {isFailure && onRetry && (
        <button type="button" className="rv-button" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
    </div>
  );
}

/** Whether there is a beginning to go on with, and nothing that would stop it at the same place again. */
function canContinue(message: ChatMessage): boolean {
  if (messageText(message) === '' || message.end === 'error') return false;
  return message.end !== 'complete' || message.metadata?.finishReason === 'length';
}
