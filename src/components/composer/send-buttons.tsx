import type * as React from 'react';
import { Icon } from '../shared/icon.tsx';
import type { ChatLabels } from '../labels/chat-labels.ts';
import type { Composition } from './use-composition.ts';

/** Props of {@link SendButtons}. */
export interface SendButtonsProps {
  readonly isStreaming: boolean;
  /** Whether a message can be sent while an answer is on its way. */
  readonly canSend: boolean;
  readonly composition: Composition;
  readonly texts: ChatLabels;
}

/** Send, or stop while an answer is on its way, or both. Renders `<button>`s. */
export function SendButtons({
  isStreaming,
  canSend,
  composition: { isEmpty, sendByButton },
  texts,
}: SendButtonsProps): React.JSX.Element {
  return (
    <>
      {isStreaming && canSend && !isEmpty && (
        <button
          type="button"
          className="rv-send"
          aria-label={texts.send}
          title={texts.sendHint}
          onClick={sendByButton}
        >
          <Icon shape="send" />
        </button>
      )}
      {/* One button in one place, never disabled: a disabled button would lose the focus it has. */}
      <button
        type="submit"
        className="rv-send"
        aria-label={isStreaming ? texts.stop : texts.send}
        aria-disabled={!isStreaming && isEmpty}
        title={isStreaming ? texts.stopHint : texts.sendHint}
      >
        <Icon shape={isStreaming ? 'stop' : 'send'} />
      </button>
    </>
  );
}
