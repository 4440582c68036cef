'use client';
import type * as React from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { ActionButton } from './action-button.tsx';

/** Props of {@link VersionPicker}. */
export interface VersionPickerProps {
  readonly message: ChatMessage;
  /** Shows another version of the turn. */
  readonly onSwitch: (messageId: string) => void;
}

/** Goes through the versions of a turn. Renders a `<div>` of two buttons and where one is; nothing where there is one version. */
export function VersionPicker({
  message: { id, siblings = [] },
  onSwitch,
}: VersionPickerProps): React.JSX.Element | null {
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
