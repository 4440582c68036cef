import type { ChatMessage } from '../protocol/chat-message.ts';
import { Icon } from './icon.tsx';

/** Props of {@link MessageEndNotice}. */
export interface MessageEndNoticeProps {
  readonly message: ChatMessage;
  /** Asks for the answer anew; without it there is no button. */
  readonly onRetry?: (() => void) | undefined;
  /** Goes on with an answer that reached its length limit; without it there is no button. */
  readonly onContinue?: (() => void) | undefined;
}

/** Says how an answer ended when it did not end whole, and offers to ask anew. Renders nothing for a whole answer. */
export function MessageEndNotice({
  message,
  onRetry,
  onContinue,
}: MessageEndNoticeProps): React.JSX.Element | null {
  const label = endLabel(message);
  if (!label) return null;
  const isFailure = message.end !== 'aborted' && message.end !== 'complete';
  return (
    <div className="rv-end" data-end={message.end} data-chrome="">
      <Icon shape={message.end === 'aborted' ? 'stop' : 'alert'} />
      <span className="rv-end-label">{label}</span>
      {isFailure && onRetry && (
        <button type="button" className="rv-button" onClick={onRetry}>
          Retry
        </button>
      )}
      {message.metadata?.finishReason === 'length' && onContinue && (
        <button type="button" className="rv-button" onClick={onContinue}>
          Continue
        </button>
      )}
    </div>
  );
}

/** Says in a sentence how a message ended; `''` when it ended whole, or has not. */
export function endLabel({ end, error, metadata }: ChatMessage): string {
  switch (end) {
    case 'aborted':
      return 'Stopped';
    case 'truncated':
      return 'Connection lost – the answer is incomplete.';
    case 'error':
      return error?.message ?? 'The answer ended with an error.';
    case 'expired':
      return 'The server no longer keeps the rest of this answer.';
    case 'complete':
      if (metadata?.finishReason === 'length') return 'The answer reached its length limit.';
      if (metadata?.finishReason === 'content-filter') return 'A content filter cut this answer.';
      return '';
    case undefined:
      return '';
    default:
      return end satisfies never;
  }
}
