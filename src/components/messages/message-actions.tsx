'use client';
import type * as React from 'react';
import { useEffect, useState } from 'react';
import { copyText } from '../../view/copy-text.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';
import { Icon } from '../shared/icon.tsx';
import type { IconShape } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link MessageActions}; an action without its callback is not shown. */
export interface MessageActionsProps {
  readonly message: ChatMessage;
  readonly onRegenerate?: (() => void) | undefined;
  readonly onEdit?: (() => void) | undefined;
  /** Shows another version of the turn. */
  readonly onSwitch?: ((messageId: string) => void) | undefined;
}

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
      {onSwitch && <VersionPicker message={message} onSwitch={onSwitch} />}
      {onEdit && <ActionButton shape="edit" label={editMessage} onClick={onEdit} />}
      <CopyAction message={message} />
      {onRegenerate && <ActionButton shape="again" label={regenerate} onClick={onRegenerate} />}
    </div>
  );
}

function VersionPicker({
  message: { id, siblings = [] },
  onSwitch,
}: {
  readonly message: ChatMessage;
  readonly onSwitch: (messageId: string) => void;
}): React.JSX.Element | null {
  const texts = useLabels();
  const at = siblings.indexOf(id);
  if (siblings.length < 2) return null;
  const go = (to: number) => () => {
    const sibling = siblings[to];
    if (sibling !== undefined) onSwitch(sibling);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div className="rv-versions" role="group" aria-label={texts.versions}>
      <ActionButton
        shape="back"
        label={texts.previousVersion}
        isDisabled={at === 0}
        onClick={go(at - 1)}
      />
      <output className="rv-version" aria-label={texts.version(at + 1, siblings.length)}>
        {at + 1}/{siblings.length}
      </output>
      <ActionButton
        shape="chevron"
        label={texts.nextVersion}
        isDisabled={at === siblings.length - 1}
        onClick={go(at + 1)}
      />
    </div>
  );
}

function ActionButton(props: {
  readonly shape: IconShape;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      // Disabled for good a button would drop the keyboard's focus.
      aria-disabled={props.isDisabled || undefined}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon shape={props.shape} />
    </button>
  );
}

const outcomeShownMs = 2000;

function CopyAction({ message }: { readonly message: ChatMessage }): React.JSX.Element {
  const { copyMessage, copied, copyFailed } = useLabels();
  const outcomes = { idle: '', copied, failed: copyFailed };
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), outcomeShownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () =>
    setOutcome((await copyText(messageMarkdown(message))) ? 'copied' : 'failed');
  return (
    <>
      <ActionButton
        shape={outcome === 'copied' ? 'check' : 'copy'}
        label={copyMessage}
        onClick={() => void copy()}
      />
      <output className="rv-visually-hidden">{outcomes[outcome]}</output>
    </>
  );
}
