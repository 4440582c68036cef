'use client';
import type * as React from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { ComposerField } from '../composer/composer-field.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link MessageEditor}. */
export interface MessageEditorProps {
  readonly text: string;
  readonly onSubmit: (text: string) => void;
  /** The editor is done, by either button, Enter or Escape. */
  readonly onClose: () => void;
}

/** The text of a user message, to be changed and sent again. Renders a `<form>`. */
export function MessageEditor({ text, onSubmit, onClose }: MessageEditorProps): React.JSX.Element {
  const { editMessage, editHint, cancel, send } = useLabels();
  const [edited, setEdited] = useState(text);
  const hintId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const submit = () => {
    if (edited.trim() === '') return;
    onClose();
    onSubmit(edited);
  };
  return (
    <form
      className="rv-editor"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ComposerField
        ref={field}
        text={edited}
        onText={setEdited}
        onSubmit={submit}
        onEscape={onClose}
        aria-label={editMessage}
        aria-describedby={hintId}
      />
      <div className="rv-editor-buttons">
        <span id={hintId} className="rv-editor-hint">
          {editHint}
        </span>
        <button type="button" className="rv-button" onClick={onClose}>
          {cancel}
        </button>
        <button type="submit" className="rv-button" data-variant="accent">
          {send}
        </button>
      </div>
    </form>
  );
}
