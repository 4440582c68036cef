'use client';
import { useEffect, useState } from 'react';
import { copyText } from '../highlight/copy-text.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { messageText } from '../protocol/chat-message.ts';
import { Icon } from './icon.tsx';
import type { IconShape } from './icon.tsx';

/** Props of {@link MessageActions}; an action without its callback is not shown. */
export interface MessageActionsProps {
  readonly message: ChatMessage;
  readonly onRegenerate?: (() => void) | undefined;
  readonly onEdit?: (() => void) | undefined;
}

/** What a reader can do with a message: copy it, have it answered anew, edit it. Renders a toolbar-like `<div>`. */
export function MessageActions({
  message,
  onRegenerate,
  onEdit,
}: MessageActionsProps): React.JSX.Element {
  return (
    <div className="rv-actions">
      {onEdit && <ActionButton shape="edit" label="Edit message" onClick={onEdit} />}
      <CopyAction message={message} />
      {onRegenerate && <ActionButton shape="again" label="Regenerate" onClick={onRegenerate} />}
    </div>
  );
}

function ActionButton(props: {
  readonly shape: IconShape;
  readonly label: string;
  readonly onClick: () => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon shape={props.shape} />
    </button>
  );
}

const outcomes = { idle: '', copied: 'Copied', failed: 'Copy failed' };
const outcomeShownMs = 2000;

function CopyAction({ message }: { readonly message: ChatMessage }): React.JSX.Element {
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), outcomeShownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await copyText(messageText(message))) ? 'copied' : 'failed');
  return (
    <>
      <ActionButton
        shape={outcome === 'copied' ? 'check' : 'copy'}
        label="Copy message"
        onClick={() => void copy()}
      />
      <output className="rv-action-outcome">{outcomes[outcome]}</output>
    </>
  );
}
