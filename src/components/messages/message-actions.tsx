'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import { useOutcome } from '../../view/use-outcome.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';
import { ActionButton } from './action-button.tsx';
import { copyMessage } from './copy-message.ts';
import { MessageFeedback } from './message-feedback.tsx';
import { ReadAloudAction } from './read-aloud-action.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { VersionPickerProps } from './version-picker.tsx';

/** Props of {@link MessageActions}; an action without its callback is not shown. */
export interface MessageActionsProps {
  readonly message: ChatMessage;
  readonly onRegenerate?: (() => void) | undefined;
  readonly onEdit?: (() => void) | undefined;
  /** Shows another version of the turn. */
  readonly onSwitch?: ((messageId: string) => void) | undefined;
}

const VersionPicker = lazyView<VersionPickerProps>(
  async () => (await import('./version-picker.tsx')).VersionPicker,
);

/** What a reader can do with a message: copy it, have it answered anew, edit it. Renders a toolbar-like `<div>`. */
export function MessageActions({
  message,
  onRegenerate,
  onEdit,
  onSwitch,
}: MessageActionsProps): React.JSX.Element {
  const { editMessage, regenerate } = useLabels();
  return (
    <div className="rv-actions">
      {onSwitch && message.siblings && <VersionPicker {...{ message, onSwitch }} />}
      {onEdit && <ActionButton shape="edit" label={editMessage} onClick={onEdit} />}
      <CopyAction message={message} />
      {onRegenerate && <ActionButton shape="again" label={regenerate} onClick={onRegenerate} />}
      {message.role === 'assistant' && <ReadAloudAction message={message} />}
      {message.role === 'assistant' && <MessageFeedback message={message} />}
    </div>
  );
}

function CopyAction({ message }: { readonly message: ChatMessage }): React.JSX.Element {
  const texts = useLabels();
  const [outcome, setOutcome] = useOutcome<'copied' | 'copyFailed'>();
  const copy = async (button: Element) => {
    const isCopied = await copyMessage(messageMarkdown(message), button.closest('.rv-message'));
    setOutcome(isCopied ? 'copied' : 'copyFailed');
  };
  return (
    <>
      <ActionButton
        shape={outcome === 'copied' ? 'check' : 'copy'}
        label={texts.copyMessage}
        onClick={({ currentTarget }) => void copy(currentTarget)}
      />
      <output className="rv-visually-hidden">{outcome && texts[outcome]}</output>
    </>
  );
}
