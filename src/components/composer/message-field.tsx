import type * as React from 'react';
import { useId } from 'react';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { ComposerField } from './composer-field.tsx';
import type { Composition } from './use-composition.ts';

/** Props of {@link MessageField}. */
export interface MessageFieldProps {
  readonly composition: Composition;
  readonly texts: ChatLabels;
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onEscape: (() => void) | undefined;
}

/** The named field of a message. */
export function MessageField({
  composition: { fieldRef, text, type, send },
  texts,
  label = texts.message,
  placeholder = texts.placeholder,
  autoFocus = false,
  onEscape,
}: MessageFieldProps): React.JSX.Element {
  const fieldId = useId();
  return (
    <>
      <label htmlFor={fieldId} className="rv-visually-hidden">
        {label}
      </label>
      <ComposerField
        ref={fieldRef}
        id={fieldId}
        text={text}
        onText={type}
        onSubmit={send}
        onEscape={onEscape}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the host app asks for it
        autoFocus={autoFocus}
      />
    </>
  );
}
